'use strict'
// The fields of a document that the core has written.

const { camel } = require('./camel.cjs')

const documents = new WeakMap()

/**
 * The properties of an object whose `toJson` writes a document with these fields. Enumerable and the instance's own, so that
 * JSON.stringify, spreading and cloning see them; the document is parsed when the first of them is asked for.
 */
function fields(names, toJson) {
  const property = (name) => {
    const get = {
      [name]() {
        let document = documents.get(this)
        if (document === undefined) documents.set(this, (document = camel(JSON.parse(toJson(this)), Object.freeze)))
        return document[name]
      },
    }[name]
    return [name, { enumerable: true, get }]
  }
  return Object.fromEntries(names.map(property))
}

module.exports = { fields }
