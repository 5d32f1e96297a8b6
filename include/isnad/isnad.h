/* Everything isnad offers to programs. */
#ifndef ISNAD_H
#define ISNAD_H

#include "isnad/doc.h"
#include "isnad/span.h"
#include "isnad/status.h"

#endif
