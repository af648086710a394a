import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { numberText } from '../data/text.ts';

export interface PlotLine {
  readonly label: string;
  /** Name of a CSS variable that holds the line's colour. */
  readonly colour: string;
}

interface PlotProps {
  readonly label: string;
  readonly xLabel: string;
  readonly lines: readonly PlotLine[];
  /** Rising x values, then the values of each line. */
  readonly data: readonly (readonly (number | null)[])[];
  readonly logarithmic: boolean;
  /** What is shown depends on it, because a canvas does not follow style sheets. */
  readonly dark: boolean;
  /** The column of `data` under the pointer. */
  readonly onPoint: (index: number | undefined) => void;
}

const height = 300;

/** Lines over a common x axis, as wide as the page lets it be. */
export function Plot({ label, xLabel, lines, data, logarithmic, dark, onPoint }: PlotProps) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const point = useRef(onPoint);
  point.current = onPoint;
  const shape = lines.map((line) => line.label + line.colour).join('\n');

  // New data goes into the plot that is there; `shape` stands for the lines.
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const options = plotOptions({ element, xLabel, lines, logarithmic, onPoint: (index) => point.current(index) });
    const made = new uPlot(options, data as uPlot.AlignedData, element);
    plot.current = made;
    const observer = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
    };
  }, [shape, xLabel, logarithmic, dark]);

  useEffect(() => plot.current?.setData(data as uPlot.AlignedData), [data]);

  return <div class="plot" role="img" aria-label={label} ref={box} />;
}

interface PlotLook extends Pick<PlotProps, 'xLabel' | 'lines' | 'logarithmic' | 'onPoint'> {
  readonly element: HTMLElement;
}

function plotOptions({ element, xLabel, lines, logarithmic, onPoint }: PlotLook): uPlot.Options {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const font = `12px ${style.fontFamily}`;
  const axis: uPlot.Axis = {
    stroke: colour('--faint'),
    font,
    labelFont: font,
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { stroke: colour('--line'), width: 1, size: 5 },
    values: (_plot, splits) => splits.map((value) => (value === null ? '' : numberText(value))),
  };
  return {
    width: element.clientWidth,
    height,
    legend: { show: false },
    cursor: { points: { size: 7 }, drag: { x: true, y: false } },
    scales: { x: { time: false }, y: logarithmic ? { distr: 3, log: 10 } : {} },
    axes: [
      { ...axis, label: xLabel, labelSize: 20, size: 34 },
      { ...axis, size: (_plot, values) => 18 + 7 * Math.max(3, ...(values ?? []).map((value) => value.length)) },
    ],
    series: [
      {},
      ...lines.map(({ label, colour: name }) => ({
        label,
        stroke: colour(name),
        width: 1.75,
        spanGaps: true,
        points: { size: 5, fill: colour(name), stroke: colour(name) },
      })),
    ],
    hooks: { setCursor: [({ cursor }) => onPoint(cursor.idx ?? undefined)] },
  };
}
