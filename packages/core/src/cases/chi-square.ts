/** When one more term changes nothing that a double can hold. */
const precision = 1e-15;
const mostTerms = 100_000;
const tiny = 1e-300;

/**
 * The probability that chi-square with `degrees` of freedom is at least `value`, by chance alone.
 *
 * Source: the regularised upper incomplete gamma function Q(degrees/2, value/2), by the series DLMF 8.7.1 where it
 * converges quickly, and the continued fraction DLMF 8.9.2 elsewhere.
 */
export function chiSquareTail(value: number, degrees: number): number {
  const [a, x] = [degrees / 2, value / 2];
  if (x <= 0) return 1;
  const scale = Math.exp(a * Math.log(x) - x - lnGammaOfHalf(degrees));
  return x < a + 1 ? 1 - scale * lowerSeries(a, x) : scale * upperFraction(a, x);
}

function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < mostTerms && term > sum * precision; n += 1) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** Lentz's method from the front, because nobody knows how many terms it takes. */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < mostTerms; n += 1) {
    const numerator = n * (a - n);
    b += 2;
    d = 1 / (numerator * d + b || tiny);
    c = b + numerator / c || tiny;
    fraction *= c * d;
    if (Math.abs(c * d - 1) < precision) break;
  }
  return fraction;
}

/** ln Γ(n/2), from Γ(1/2) = √π or Γ(1) = 1 and Γ(z+1) = zΓ(z). */
function lnGammaOfHalf(n: number): number {
  const isOdd = n % 2 === 1;
  let sum = isOdd ? Math.log(Math.PI) / 2 : 0;
  for (let z = isOdd ? 0.5 : 1; z < n / 2; z += 1) sum += Math.log(z);
  return sum;
}
