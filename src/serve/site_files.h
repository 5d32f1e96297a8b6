/* Files that are built in: style, fonts, the icon.  No path is ever opened. */
#ifndef ISN_SITE_FILES_H
#define ISN_SITE_FILES_H

#include "core/arena.h"
#include "isnad/span.h"
#include "isnad/status.h"

extern const char isn_asset_site_css[];
extern const char isn_asset_site_js[];
extern const char isn_asset_openapi[];
extern const char isn_asset_icon[];

typedef struct isn_file {
    const char *name, *type;
    isnad_view bytes;
} isn_file;

enum { ISN_FILES_MAX = 8 };

typedef struct isn_files {
    isn_file items[ISN_FILES_MAX];
    unsigned count;
} isn_files;

/* Makes them, in the arena.  ISNAD_NOMEM is the only failure. */
isnad_status isn_files_make(isn_files *files, isn_arena *arena);
/* NULL where there is none of that name. */
const isn_file *isn_files_find(const isn_files *files, const char *name);

#endif
