/* Places as they are printed. */
#ifndef ISN_ADDRESS_H
#define ISN_ADDRESS_H

#include "core/docdata.h"
#include "report/json_out.h"

/* The members "begin", "end", "text" of a span, in an object that is open;
 * offsets are payload bytes. */
void isn_put_span(isn_json *json, const isnad_doc *doc, isnad_span span);
/* The span as a value of its own: an object, or null when it is empty. */
void isn_put_span_value(isn_json *json, const isnad_doc *doc, isnad_span span);

/* The members "path", "steps", "begin", "end", "exact", "sha256" of an
 * address, in an object that is open. */
void isn_put_address(isn_json *json, const isnad_doc *doc, isnad_span span);
/* The address as a value of its own: an object. */
void isn_put_address_value(isn_json *json, const isnad_doc *doc,
                           isnad_span span);

/* {"name", "country", "kind", "latitude", "longitude"}, or null. */
void isn_json_location(isn_json *json, const isnad_location *location);

#endif
