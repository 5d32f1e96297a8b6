#include "isnad/status.h"

const char *isnad_status_text(isnad_status status)
{
    switch (status) {
#define STATUS_CASE(name, message)                                             \
    case ISNAD_##name:                                                         \
        return message;
        ISNAD_STATUS_MAP(STATUS_CASE)
#undef STATUS_CASE
    }
    return "unknown status";
}
