'use strict'
// Languages and phrases.

const { text } = require('./arguments.cjs')
const { call } = require('./errors.cjs')
const native = require('../native.cjs')
const { toText } = require('./text.cjs')

/** What to be answered in, as JSON texts for the core. */
function wording(language, phrases) {
  const chosen = JSON.stringify(text(language, 'language'))
  return phrases === undefined || phrases === null ? [chosen] : [chosen, toText(phrases, 'phrases', ['phrases'])]
}

function phrases(language) {
  const found = JSON.parse(call(() => native.phrases(...wording(language))))
  for (const phrase of Object.values(found)) {
    for (const part of [phrase.arguments, phrase.numbers, phrase.choices, ...Object.values(phrase.choices), phrase]) Object.freeze(part)
  }
  return Object.freeze(found)
}

module.exports = { phrases, wording }
