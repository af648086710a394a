import { createInput } from '@planqk-service/core';

export const { input: emptyInput } = createInput();
