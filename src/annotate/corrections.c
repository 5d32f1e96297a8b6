/* The names of a file of corrections form groups, a forest of parents; splits
 * are pairs of names whose groups must stay two. */
#include "annotate/corrections.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/sort.h"
#include "lang/fold.h"

enum {
    LARGEST_FILE = 4 << 20,
    MOST_NAMES = 1 << 15, /* more are no corrections by hand */
    MOST_WORDS = 240,     /* bytes of a name that are compared */
};

typedef struct entry {
    const char *words, *folded;
    uint32_t parent, number; /* number: of the group, in the end */
    uint32_t line;           /* of the first correction that keeps it */
    uint32_t ignored;        /* line, or 0 */
    const char *shown;       /* of a root: the name of the group */
    uint32_t shown_line;
} entry;

typedef struct pair {
    uint32_t a, b, line;
} pair;

struct isnad_corrections {
    isn_arena *arena;
    const char *path;
    ISN_LIST(entry) names;
    ISN_LIST(pair) merges;
    ISN_LIST(pair) splits; /* in the end: groups, both ways, sorted */
    uint32_t *slots, mask; /* hash table of names, index + 1 */
    const char **shown;    /* of each group */
    uint32_t groups;
};

typedef struct reader {
    isnad_corrections *c;
    void (*conflict)(void *data, const isnad_conflict *);
    void *data;
    isnad_error *error;
    uint32_t line;
} reader;

/* ---- names ------------------------------------------------------ */

static uint32_t hash_of(const char *s)
{
    uint32_t h = 2166136261u;
    for (; *s; s++) {
        h = (h ^ (unsigned char)*s) * 16777619u;
    }
    return h;
}

/* Folded, with single blanks. */
static void fold_name(const char *name, char out[3 * MOST_WORDS + 1])
{
    size_t len = strlen(name), n = 0;
    char folded[3 * MOST_WORDS];
    len = isn_fold(name, len < MOST_WORDS ? len : MOST_WORDS, folded,
                   sizeof folded);
    for (size_t i = 0; i < len; i++) {
        bool blank = folded[i] == ' ' || folded[i] == '_' || folded[i] == '\t';
        if (!blank) {
            out[n++] = folded[i];
        } else if (n > 0 && out[n - 1] != ' ') {
            out[n++] = ' ';
        }
    }
    n -= n > 0 && out[n - 1] == ' ';
    out[n] = '\0';
}

static uint32_t find_name(const isnad_corrections *c, const char *folded,
                          uint32_t *slot)
{
    for (uint32_t at = hash_of(folded);; at++) {
        *slot = at & c->mask;
        uint32_t number = c->slots[*slot];
        if (number == 0 ||
            strcmp(c->names.items[number - 1].folded, folded) == 0) {
            return number;
        }
    }
}

static uint32_t lookup(const isnad_corrections *c, const char *name)
{
    if (!c) {
        return 0;
    }
    char folded[3 * MOST_WORDS + 1];
    uint32_t slot;
    fold_name(name, folded);
    return find_name(c, folded, &slot);
}

static uint32_t root_of(isnad_corrections *c, uint32_t at)
{
    entry *names = c->names.items;
    while (names[at].parent != at) {
        names[at].parent = names[names[at].parent].parent;
        at = names[at].parent;
    }
    return at;
}

static isnad_status fail(reader *r, isnad_status status, const char *message)
{
    *r->error = (isnad_error){.status = status, .position = r->line};
    snprintf(r->error->message, sizeof r->error->message, "%s", message);
    return status;
}

/* The entry of a name of the file, made where it is new. */
static isnad_status enter(reader *r, const char *words, uint32_t *number)
{
    isnad_corrections *c = r->c;
    char folded[3 * MOST_WORDS + 1];
    uint32_t slot;
    fold_name(words, folded);
    if (!folded[0]) {
        return fail(r, ISNAD_MALFORMED, "a name is missing");
    }
    *number = find_name(c, folded, &slot);
    if (*number) {
        --*number;
        return ISNAD_OK;
    }
    if (c->names.count == MOST_NAMES) {
        return fail(r, ISNAD_LIMIT, "too many names");
    }
    entry *e = isn_list_push(c->arena, &c->names);
    if (!e) {
        return fail(r, ISNAD_NOMEM, "out of memory");
    }
    *number = (uint32_t)c->names.count - 1;
    *e = (entry){.words = words,
                 .folded = isn_arena_copy(c->arena, folded, strlen(folded)),
                 .parent = *number};
    c->slots[slot] = *number + 1;
    return e->folded ? ISNAD_OK : fail(r, ISNAD_NOMEM, "out of memory");
}

/* ---- conflicts -------------------------------------------------- */

static bool object(const reader *r, uint32_t earlier, const char *reason)
{
    if (r->conflict) {
        isnad_conflict it = {r->c->path, r->line, earlier, reason};
        r->conflict(r->data, &it);
    }
    return true;
}

/* The line by which a and b came into one group. */
static uint32_t line_of_merge(isnad_corrections *c, uint32_t a)
{
    uint32_t root = root_of(c, a), line = 0;
    for (size_t i = 0; i < c->merges.count; i++) {
        if (root_of(c, c->merges.items[i].a) == root) {
            line = c->merges.items[i].line;
        }
    }
    return line;
}

static bool merge_conflicts(reader *r, uint32_t a, uint32_t b)
{
    isnad_corrections *c = r->c;
    entry *names = c->names.items;
    uint32_t x = root_of(c, a), y = root_of(c, b);
    if (names[a].ignored || names[b].ignored) {
        return object(r, names[a].ignored ? names[a].ignored : names[b].ignored,
                      "the name is ignored");
    }
    if (x != y && names[x].shown && names[y].shown &&
        strcmp(names[x].shown, names[y].shown) != 0) {
        return object(r, names[y].shown_line, "the other has another name");
    }
    for (size_t i = 0; x != y && i < c->splits.count; i++) {
        uint32_t s = root_of(c, c->splits.items[i].a);
        uint32_t t = root_of(c, c->splits.items[i].b);
        if ((s == x && t == y) || (s == y && t == x)) {
            return object(r, c->splits.items[i].line, "they are split");
        }
    }
    return false;
}

/* ---- the four corrections ---------------------------------------- */

static isnad_status merge(reader *r, uint32_t a, uint32_t b)
{
    isnad_corrections *c = r->c;
    if (merge_conflicts(r, a, b)) {
        return ISNAD_OK;
    }
    entry *names = c->names.items;
    uint32_t x = root_of(c, a), y = root_of(c, b);
    pair *p = isn_list_push(c->arena, &c->merges);
    if (!p) {
        return fail(r, ISNAD_NOMEM, "out of memory");
    }
    *p = (pair){a, b, r->line};
    if (!names[x].shown) {
        names[x].shown = names[y].shown;
        names[x].shown_line = names[y].shown_line;
    }
    names[y].parent = x;
    names[a].line = names[a].line ? names[a].line : r->line;
    names[b].line = names[b].line ? names[b].line : r->line;
    return ISNAD_OK;
}

static isnad_status split(reader *r, uint32_t a, uint32_t b)
{
    isnad_corrections *c = r->c;
    if (a == b) {
        return fail(r, ISNAD_MALFORMED, "the names are the same");
    }
    if (root_of(c, a) == root_of(c, b)) {
        object(r, line_of_merge(c, a), "they are merged");
        return ISNAD_OK;
    }
    pair *p = isn_list_push(c->arena, &c->splits);
    if (!p) {
        return fail(r, ISNAD_NOMEM, "out of memory");
    }
    *p = (pair){a, b, r->line};
    return ISNAD_OK;
}

static isnad_status show_as(reader *r, uint32_t a, uint32_t b)
{
    isnad_corrections *c = r->c;
    uint32_t root = root_of(c, a);
    entry *names = c->names.items;
    const char *shown = names[b].words;
    if (names[root].shown && strcmp(names[root].shown, shown) != 0) {
        object(r, names[root].shown_line, "it has another name");
        return ISNAD_OK;
    }
    size_t merges = c->merges.count;
    isnad_status status = merge(r, a, b);
    if (!status && c->merges.count > merges) {
        names[root].shown = shown;
        names[root].shown_line = r->line;
    }
    return status;
}

static isnad_status ignore(reader *r, uint32_t a)
{
    entry *e = &r->c->names.items[a];
    if (e->line) {
        object(r, e->line, "the name is in use");
    } else if (!e->ignored) {
        e->ignored = r->line;
    }
    return ISNAD_OK;
}

/* ---- the file ---------------------------------------------------- */

static char *trimmed(char *s)
{
    s += strspn(s, " \t\r");
    size_t len = strlen(s);
    while (len > 0 && strchr(" \t\r", s[len - 1])) {
        s[--len] = '\0';
    }
    return s;
}

/* Cuts *rest at the mark; the part before it, or NULL where nothing is
 * left. */
static char *next_part(char **rest, const char *mark)
{
    char *part = *rest;
    if (!part) {
        return NULL;
    }
    char *end = strstr(part, mark);
    *rest = end ? end + strlen(mark) : NULL;
    if (end) {
        *end = '\0';
    }
    return trimmed(part);
}

/* NAME mark NAME (mark NAME …): `apply` to the first with each other. */
static isnad_status
apply_pairs(reader *r, char *rest, const char *mark, bool many,
            isnad_status (*apply)(reader *, uint32_t, uint32_t))
{
    uint32_t first, other;
    char *part = next_part(&rest, mark);
    isnad_status status = enter(r, part, &first);
    if (!status && (!rest || (!many && strstr(rest, mark)))) {
        return fail(r, ISNAD_MALFORMED,
                    many ? "two names or more are needed, and a mark between"
                         : "two names are needed, and a mark between");
    }
    while (!status && (part = next_part(&rest, mark))) {
        status = enter(r, part, &other);
        status = status ? status : apply(r, first, other);
    }
    return status;
}

static isnad_status read_line(reader *r, char *line)
{
    line = trimmed(line);
    if (*line == '\0' || *line == '#') {
        return ISNAD_OK;
    }
    size_t len = strcspn(line, " \t");
    char *rest = line[len] ? line + len + 1 : line + len;
    line[len] = '\0';
    uint32_t number;
    if (strcmp(line, "merge") == 0) {
        return apply_pairs(r, rest, "=", true, merge);
    }
    if (strcmp(line, "split") == 0) {
        return apply_pairs(r, rest, "|", true, split);
    }
    if (strcmp(line, "rename") == 0) {
        return apply_pairs(r, rest, "->", false, show_as);
    }
    if (strcmp(line, "ignore") == 0) {
        isnad_status status = enter(r, trimmed(rest), &number);
        return status ? status : ignore(r, number);
    }
    return fail(r, ISNAD_MALFORMED,
                "a line begins with merge, split, rename or ignore");
}

static int by_groups(const void *a, const void *b)
{
    const pair *x = a, *y = b;
    if (x->a != y->a) {
        return x->a < y->a ? -1 : 1;
    }
    return x->b < y->b ? -1 : x->b > y->b;
}

/* Numbers the groups, and keeps splits as pairs of them, both ways. */
static isnad_status settle(reader *r)
{
    isnad_corrections *c = r->c;
    entry *names = c->names.items;
    c->shown =
        isn_arena_alloc(c->arena, (c->names.count + 1) * sizeof *c->shown);
    if (!c->shown) {
        return fail(r, ISNAD_NOMEM, "out of memory");
    }
    for (uint32_t i = 0; i < c->names.count; i++) {
        if (names[i].parent == i) {
            c->shown[c->groups] = names[i].shown;
            names[i].number = c->groups++;
        }
    }
    for (uint32_t i = 0; i < c->names.count; i++) {
        names[i].number = names[root_of(c, i)].number;
    }
    size_t count = c->splits.count;
    for (size_t i = 0; i < count; i++) {
        pair p = c->splits.items[i];
        p.a = names[p.a].number;
        p.b = names[p.b].number;
        pair *back = isn_list_push(c->arena, &c->splits);
        if (!back) {
            return fail(r, ISNAD_NOMEM, "out of memory");
        }
        c->splits.items[i] = p;
        *back = (pair){p.b, p.a, p.line};
    }
    isn_sort(c->splits.items, c->splits.count, sizeof(pair), by_groups);
    return ISNAD_OK;
}

static isnad_status read_text(reader *r, FILE *file)
{
    isnad_corrections *c = r->c;
    char *text = isn_arena_alloc(c->arena, LARGEST_FILE + 1);
    c->mask = 2 * MOST_NAMES - 1;
    c->slots =
        isn_arena_alloc(c->arena, 2 * (size_t)MOST_NAMES * sizeof *c->slots);
    if (!text || !c->slots) {
        return fail(r, ISNAD_NOMEM, "out of memory");
    }
    size_t len = fread(text, 1, LARGEST_FILE + 1, file);
    if (ferror(file) || len > LARGEST_FILE) {
        return fail(r, ferror(file) ? ISNAD_IO : ISNAD_LIMIT,
                    ferror(file) ? "cannot be read" : "the file is too large");
    }
    text[len] = '\0';
    isnad_status status = ISNAD_OK;
    for (char *line = text, *next; !status && line; line = next) {
        next = strchr(line, '\n');
        if (next) {
            *next++ = '\0';
        }
        r->line++;
        status = read_line(r, line);
    }
    return status ? status : settle(r);
}

isnad_status isnad_corrections_read(
    const char *path, void (*conflict)(void *data, const isnad_conflict *),
    void *data, isnad_corrections **corrections, isnad_error *error)
{
    reader r = {.conflict = conflict, .data = data, .error = error};
    *corrections = NULL;
    FILE *file = fopen(path, "rbe");
    if (!file) {
        return fail(&r, ISNAD_IO, strerrordesc_np(errno));
    }
    isn_arena *arena = isn_arena_new();
    isnad_status status = fail(&r, ISNAD_NOMEM, "out of memory");
    r.c = arena ? isn_arena_alloc(arena, sizeof *r.c) : NULL;
    if (r.c) {
        r.c->arena = arena;
        r.c->path = path;
        status = read_text(&r, file);
    }
    fclose(file);
    if (status) {
        isn_arena_free(arena);
        return status;
    }
    *corrections = r.c;
    return ISNAD_OK;
}

void isnad_corrections_free(isnad_corrections *corrections)
{
    if (corrections) {
        isn_arena_free(corrections->arena);
    }
}

/* ---- asking ------------------------------------------------------- */

uint32_t isn_corrections_group(const isnad_corrections *c, const char *name)
{
    uint32_t number = lookup(c, name);
    return number ? c->names.items[number - 1].number : ISN_NO_GROUP;
}

uint32_t isn_corrections_groups(const isnad_corrections *c)
{
    return c ? c->groups : 0;
}

bool isn_corrections_ignore(const isnad_corrections *c, const char *name)
{
    uint32_t number = lookup(c, name);
    return number && c->names.items[number - 1].ignored;
}

const char *isn_corrections_name(const isnad_corrections *c, uint32_t group)
{
    return c && group < c->groups ? c->shown[group] : NULL;
}

bool isn_corrections_allow(const isnad_corrections *c, uint32_t group,
                           const uint32_t *of_group, uint32_t other)
{
    if (!c || group == ISN_NO_GROUP) {
        return true;
    }
    pair key = {group, 0, 0};
    size_t low = 0, high = c->splits.count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (by_groups(&c->splits.items[mid], &key) < 0) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    for (; low < c->splits.count && c->splits.items[low].a == group; low++) {
        if (of_group[c->splits.items[low].b] == other) {
            return false;
        }
    }
    return true;
}
