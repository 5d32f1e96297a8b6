/* Finds a document again by the mark where it is read. */
#ifndef ISN_FLOW_MARK_H
#define ISN_FLOW_MARK_H

#include <stdbool.h>

#include "isnad/flow.h"
#include "read/read.h"

bool isn_flow_mark_is(const isnad_flow_mark *mark, const isn_record *record);

#endif
