import { chiSquareTail } from './chi-square.ts';
import type { CountsRule } from './compare-rule.ts';
import { isRawObject, RawNumber, type RawValue } from './raw-value.ts';

const defaultSignificance = 0.001;
/** Cochran's rule: the approximation by chi-square is good where this many are expected in every bin. */
const fewestExpected = 5;
const sumTolerance = 1e-6;

/** How often each outcome was measured, or how probable it is. */
interface Distribution {
  readonly weights: ReadonlyMap<string, number>;
  readonly total: number;
  /** Infinite where these are probabilities, which have no error of their own. */
  readonly shots: number;
}

/**
 * Holds measured counts against expected counts, or against probabilities (numbers that sum to 1). Both are normalised:
 * the numbers of shots may differ.
 *
 * By total variation, `d = ½ Σ |pᵢ − qᵢ|`. Without a tolerance two samples of n and m shots over k outcomes may be
 * `½ √(k·s) + √(½ ln(1/α)·s)` apart, with `s = 1/n + 1/m`: the first term bounds the mean distance of two samples of one
 * distribution (Cauchy-Schwarz), the second is McDiarmid's inequality, so that a right service is refused with a
 * probability of at most α. k counts the outcomes that were seen.
 *
 * By chi-square: Pearson's test of homogeneity, or of fit where probabilities are expected. Outcomes of which fewer than 5
 * are to be expected are pooled (Cochran's rule). Refused where the p-value is below α.
 *
 * @returns what is wrong as the end of a sentence that begins with the value's path; undefined where nothing is
 */
export function explainCounts(expected: RawValue, actual: RawValue, rule: CountsRule): string | undefined {
  const [wanted, found] = [distributionOf(expected), distributionOf(actual)];
  if (found === undefined) return 'holds no counts: an object of numbers from 0 up, not all 0, is expected';
  if (wanted === undefined) return 'is expected to hold counts, but what is expected holds none itself';
  return rule.by === 'chi-square' ? byChiSquare(wanted, found, rule) : byTotalVariation(wanted, found, rule);
}

function distributionOf(value: RawValue): Distribution | undefined {
  if (!isRawObject(value)) return undefined;
  const weights = new Map<string, number>();
  for (const [outcome, number] of Object.entries(value)) {
    const weight = number instanceof RawNumber ? Number(number.text) : Number.NaN;
    if (!(weight >= 0 && Number.isFinite(weight))) return undefined;
    weights.set(outcome, weight);
  }
  const total = sum([...weights.values()]);
  if (total === 0) return undefined;
  const isCounted = [...weights.values()].every(Number.isInteger);
  const isProbable = !isCounted && Math.abs(total - 1) < sumTolerance;
  return { weights, total, shots: isProbable ? Number.POSITIVE_INFINITY : total };
}

function byTotalVariation(wanted: Distribution, found: Distribution, rule: CountsRule): string | undefined {
  const outcomes = outcomesOf(wanted, found);
  const distance = sum(outcomes.map((outcome) => Math.abs(share(wanted, outcome) - share(found, outcome)))) / 2;
  const noise = 1 / wanted.shots + 1 / found.shots;
  const chance = Math.log(1 / (rule.significance ?? defaultSignificance));
  const allowed = rule.tolerance ?? Math.sqrt(outcomes.length * noise) / 2 + Math.sqrt((chance * noise) / 2);
  if (rule.tolerance === undefined && allowed >= 1) return cannotTell(outcomes.length, wanted, found);
  if (distance <= allowed) return undefined;
  const facts = `${outcomes.length} outcomes, ${shotsText(wanted)} expected, ${shotsText(found)} found`;
  return `is too far from what is expected: the total variation distance is ${short(distance)}, at most ${short(allowed)} is allowed (${facts})`;
}

interface Bin {
  wanted: number;
  found: number;
}

function byChiSquare(wanted: Distribution, found: Distribution, rule: CountsRule): string | undefined {
  const outcomes = outcomesOf(wanted, found);
  const bins = outcomes.map((outcome) => ({ wanted: share(wanted, outcome), found: share(found, outcome) }));
  const pooled = pool(bins, (bin) => Math.min(...expectations(bin, wanted, found)) >= fewestExpected);
  const degrees = pooled.length - 1;
  if (degrees === 0) return outcomes.length === 1 ? undefined : cannotTell(outcomes.length, wanted, found);
  const chiSquare = sum(pooled.map((bin) => deviation(bin, wanted, found)));
  const probability = chiSquareTail(chiSquare, degrees);
  const significance = rule.significance ?? defaultSignificance;
  if (probability >= significance) return undefined;
  return `is not distributed as expected: chi-square is ${short(chiSquare)} with ${degrees} degrees of freedom, which happens by chance with a probability of ${short(probability)}, below ${significance}`;
}

/** How many both should have in a bin if they were of one distribution. */
function expectations(bin: Bin, wanted: Distribution, found: Distribution): number[] {
  if (!Number.isFinite(wanted.shots)) return [bin.wanted * found.shots];
  const common = (bin.wanted * wanted.shots + bin.found * found.shots) / (wanted.shots + found.shots);
  return [common * wanted.shots, common * found.shots];
}

function deviation(bin: Bin, wanted: Distribution, found: Distribution): number {
  const observed = Number.isFinite(wanted.shots)
    ? [bin.wanted * wanted.shots, bin.found * found.shots]
    : [bin.found * found.shots];
  return sum(
    expectations(bin, wanted, found).map((expected, index) => ((observed[index] ?? 0) - expected) ** 2 / expected),
  );
}

/** Puts small bins together; what is still small then goes into the smallest of the others. */
function pool(bins: readonly Bin[], isLarge: (bin: Bin) => boolean): Bin[] {
  const large = bins.filter(isLarge).sort((a, b) => b.wanted + b.found - a.wanted - a.found);
  const small = bins.filter((bin) => !isLarge(bin));
  if (small.length === 0) return large;
  const rest = together(small);
  const smallest = isLarge(rest) ? undefined : large.pop();
  return [...large, smallest === undefined ? rest : together([rest, smallest])];
}

function together(bins: readonly Bin[]): Bin {
  return { wanted: sum(bins.map(({ wanted }) => wanted)), found: sum(bins.map(({ found }) => found)) };
}

function cannotTell(outcomes: number, wanted: Distribution, found: Distribution): string {
  return `cannot be judged: ${shotsText(wanted)} expected and ${shotsText(found)} found over ${outcomes} outcomes would fit any two distributions; take more shots, give a tolerance, or ignore it`;
}

function outcomesOf(a: Distribution, b: Distribution): string[] {
  const outcomes = new Set([...a.weights.keys(), ...b.weights.keys()]);
  return [...outcomes].filter((outcome) => share(a, outcome) > 0 || share(b, outcome) > 0);
}

function share({ weights, total }: Distribution, outcome: string): number {
  return (weights.get(outcome) ?? 0) / total;
}

function shotsText({ shots }: Distribution): string {
  return Number.isFinite(shots) ? `${Number(shots.toPrecision(6))} shots` : 'probabilities';
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
