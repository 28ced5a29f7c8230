// Reads an Arrow IPC stream with apache-arrow.
import { createHash } from 'node:crypto'
import { tableFromIPC } from 'apache-arrow'

const KINDS = { Utf8: 'text', 'List<Utf8>': 'list', Int64: 'whole', Float64: 'number', Bool: 'flag' }

/** As documents write it. */
function plain(cell) {
  if (typeof cell === 'bigint') return Number(cell)
  return cell !== null && typeof cell === 'object' ? [...cell] : cell
}

/** What is in a stream, as a vector has it. */
export function read(stream) {
  const table = tableFromIPC(stream)
  const columns = table.schema.fields.map((field, at) => {
    const unit = field.metadata.get('fireside.unit')
    const cells = Array.from({ length: table.numRows }, (_, row) => plain(table.getChildAt(at).get(row)))
    return { name: field.name, kind: KINDS[String(field.type)] ?? String(field.type), ...(unit === undefined ? {} : { unit }), cells }
  })
  return { about: Object.fromEntries(table.schema.metadata), columns, sha256: createHash('sha256').update(stream).digest('hex') }
}
