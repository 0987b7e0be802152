const scratch = new DataView(new ArrayBuffer(4));

/** The value of one IEEE 754 half-precision number given as its bits. */
function decode(bits: number): number {
  const sign = (bits & 0x8000) << 16;
  const exponent = (bits >> 10) & 0x1f;
  const mantissa = bits & 0x3ff;
  if (exponent === 0) return (sign === 0 ? 1 : -1) * mantissa * 2 ** -24;
  const wideExponent = exponent === 31 ? 255 : exponent + 112;
  scratch.setUint32(0, sign | (wideExponent << 23) | (mantissa << 13));
  return scratch.getFloat32(0);
}

/** Widens half-precision bits to float32; exact. */
export function float16ToFloat32(bits: Uint16Array): Float32Array {
  return Float32Array.from(bits, decode);
}
