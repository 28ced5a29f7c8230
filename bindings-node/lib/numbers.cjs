'use strict'
// Lists of numbers on their way in, as one of the three kinds of typed array that the core's side takes.

const { what } = require('./text.cjs')

/** `list` as a Float64Array, BigInt64Array or BigUint64Array; what is no number is noted in `problems`. */
function numbers(list, path, problems) {
  if (list instanceof BigInt64Array || list instanceof BigUint64Array) return own(list)
  if (ArrayBuffer.isView(list) && !(list instanceof DataView)) return list instanceof Float64Array ? own(list) : new Float64Array(list)
  if (Array.isArray(list)) return fromArray(list, path, problems)
  problems.push({ code: 'wrong_type', path, message: `expected an array of numbers, found ${what(list)}` })
  return new Float64Array(0)
}

/** The array itself; a copy if its memory may change while it is read. */
function own(list) {
  return list.buffer instanceof ArrayBuffer ? list : list.slice()
}

const MOST_PROBLEMS = 1_000

function fromArray(list, path, problems) {
  const copy = new Float64Array(list.length)
  for (let index = 0; index < list.length; index++) {
    const value = list[index]
    if (typeof value === 'number') {
      copy[index] = value
    } else if (typeof value === 'bigint' && Number.isSafeInteger(Number(value))) {
      copy[index] = Number(value)
    } else if (problems.length < MOST_PROBLEMS) {
      const at = `${path}[${index}]`
      if (typeof value === 'bigint') problems.push({ code: 'out_of_range', path: at, message: `\`${value}\` is not between ±(2^53 − 1)` })
      else problems.push({ code: 'wrong_type', path: at, message: `expected a whole number, found ${what(value)}` })
    }
  }
  return copy
}

module.exports = { numbers, own }
