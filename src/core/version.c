#include "isnad/isnad.h"

/* The build says which version this is. */
const char *isnad_version(void) { return ISNAD_VERSION; }
