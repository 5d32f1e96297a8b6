#include "store/index_entry.h"

#include <string.h>

#include "store/said.h"
#include "text/light_stem.h"

enum {
    LARGEST_COLUMN = 1 << 27,
    /* Names behind these are not told apart any more: a list is compared with
     * each new name. */
    MOST_NAMES = 400,
    NOT_INDEXED = -1,
};

typedef struct entry_maker {
    isnad_doc *doc;
    isn_index_entry *entry;
    /* Of each token of the document: its place in its column. */
    int32_t *places;
    uint8_t *columns;
    isn_name_list speakers;    /* as isn_add_name knows them */
    isn_indexed_words *ranges; /* of each speaker, in their column */
} entry_maker;

isnad_view isn_index_term(const isn_token *token)
{
    enum { ALEF = 2, LEAST = 8 }; /* bytes: of one letter, of four */
    isnad_view term = {token->stem, token->stem_len};
    if (token->kind != ISN_WORD) {
        term.len = token->kind == ISN_NUMBER ? term.len : 0;
        return term;
    }
    term.len = isn_light_stem(token);
    /* The accusative: مالا is found by مال. */
    if (term.len >= LEAST &&
        memcmp(term.data + term.len - ALEF, "ا", ALEF) == 0) {
        term.len -= ALEF;
    }
    return term;
}

static void add_term(isn_buffer *column, isnad_view term)
{
    if (column->len > 0) {
        isn_buffer_char(column, ' ');
    }
    isn_buffer_add(column, term.data, term.len);
}

/* ---- title and body -------------------------------------------- */

/* Adds the tokens of a block; *place is the next one of its column. */
static void add_block(entry_maker *m, const isnad_block *block,
                      isn_column column, int32_t *place)
{
    for (uint32_t i = 0; i < block->token_count; i++) {
        uint32_t at = block->first_token + i;
        isnad_view term = isn_index_term(&m->doc->tokens.items[at]);
        if (term.len > 0) {
            add_term(&m->entry->columns[column], term);
            m->columns[at] = (uint8_t)column;
            m->places[at] = (*place)++;
        }
    }
}

/* No phrase reaches over the end of a block. */
static void add_border(isn_buffer *column, int32_t *place)
{
    if (*place > 0) {
        add_term(column, (isnad_view){"|", 1});
        ++*place;
    }
}

static isnad_status add_words(isn_buffer *column, isnad_view words)
{
    isnad_doc *doc = isn_doc_of_words(words.data, words.len);
    if (!doc) {
        return ISNAD_NOMEM;
    }
    for (size_t i = 0; i < doc->tokens.count; i++) {
        isnad_view term = isn_index_term(&doc->tokens.items[i]);
        if (term.len > 0) {
            add_term(column, term);
        }
    }
    isnad_doc_free(doc);
    return ISNAD_OK;
}

static isnad_status add_text(entry_maker *m)
{
    const isnad_doc *doc = m->doc;
    int32_t places[2] = {0, 0};
    for (size_t i = 0; i < doc->tokens.count; i++) {
        m->places[i] = NOT_INDEXED;
    }
    for (size_t b = 0; b < doc->blocks.count; b++) {
        const isnad_block *block = &doc->blocks.items[b];
        isn_column column = block->role == ISNAD_ROLE_TITLE ? ISN_COLUMN_TITLE
                                                            : ISN_COLUMN_BODY;
        if (isnad_block_is_article(block) && block->token_count > 0) {
            add_border(&m->entry->columns[column], &places[column]);
            add_block(m, block, column, &places[column]);
        }
    }
    /* A title that stands in the markup alone. */
    return places[ISN_COLUMN_TITLE] > 0 || isnad_span_empty(doc->title)
               ? ISNAD_OK
               : add_words(&m->entry->columns[ISN_COLUMN_TITLE],
                           isnad_doc_words(doc, doc->title));
}

/* ---- names ----------------------------------------------------- */

/* The number of `name` in `list`, where it is added once; the count of the
 * list where it is full; -1 without memory. */
static long add_name(isnad_doc *doc, isn_name_list *list, const char *name)
{
    size_t i = 0;
    while (i < list->count && strcmp(list->items[i], name) != 0) {
        i++;
    }
    if (i == list->count && i < MOST_NAMES) {
        const char **room = isn_list_push(doc->arena, list);
        if (!room) {
            return -1;
        }
        *room = name;
    }
    return (long)i;
}

static isnad_status gather_names(entry_maker *m)
{
    static const isn_column columns[] = {
        [ISNAD_PER] = ISN_COLUMN_PERSON,
        [ISNAD_LOC] = ISN_COLUMN_PLACE,
        [ISNAD_ORG] = ISN_COLUMN_ORGANISATION,
    };
    isn_name_list *lists = m->entry->names;
    for (size_t i = 0; i < m->doc->entities.count; i++) {
        const isnad_entity *e = &m->doc->entities.items[i];
        isn_name_list *list = &lists[columns[e->type] - ISN_COLUMN_PERSON];
        char *role = isn_doc_string(m->doc, e->role);
        if (!role || add_name(m->doc, list, e->name) < 0 ||
            (role[0] &&
             add_name(m->doc, &lists[ISN_COLUMN_ROLE - ISN_COLUMN_PERSON],
                      role) < 0)) {
            return ISNAD_NOMEM;
        }
    }
    return ISNAD_OK;
}

/* Writes the names into their column; ranges[i] is where the i-th stands. */
static isnad_status add_names(isn_buffer *column, const isn_name_list *list,
                              isn_indexed_words *ranges)
{
    uint32_t place = 0;
    for (size_t i = 0; i < list->count; i++) {
        const char *name = list->items[i];
        add_term(column, (isnad_view){"|", 1});
        size_t from = column->len;
        isnad_status status =
            add_words(column, (isnad_view){name, strlen(name)});
        if (status || column->status) {
            return ISNAD_NOMEM;
        }
        uint32_t words = 0;
        for (size_t at = from; at < column->len; at++) {
            words += column->data[at] == ' ';
        }
        if (ranges) {
            ranges[i] = (isn_indexed_words){place + 1, words};
        }
        place += 1 + words;
    }
    if (list->count > 0) {
        add_term(column, (isnad_view){"|", 1});
    }
    return ISNAD_OK;
}

/* ---- statements ------------------------------------------------ */

/* Who speaks, with the role that the text gives them; NULL: nobody, or no
 * memory, which the arena remembers not: *status tells. */
static const char *speaker_of(isnad_doc *doc, const isnad_statement *s,
                              isnad_status *status)
{
    const isnad_party *p = &s->speaker;
    if (!p->entity || !p->entity[0]) {
        return NULL;
    }
    isnad_span role = {0, 0};
    if (p->entity_id < doc->entities.count) {
        role = doc->entities.items[p->entity_id].role;
    }
    char *name = isn_arena_format(doc->arena, "%s %.*s", p->entity,
                                  (int)isnad_doc_words(doc, role).len,
                                  isnad_doc_words(doc, role).data);
    *status = name ? ISNAD_OK : ISNAD_NOMEM;
    return name;
}

/* The indexed words of a span: all in one column, or none. */
static isn_indexed_words find_words(const entry_maker *m, isnad_span span,
                                    uint32_t *column)
{
    isn_indexed_words words = {0, 0};
    uint32_t at = isn_doc_token_at(m->doc, span.begin);
    for (; at < m->doc->tokens.count &&
           m->doc->tokens.items[at].span.begin < span.end;
         at++) {
        if (m->places[at] == NOT_INDEXED) {
            continue;
        }
        uint32_t place = (uint32_t)m->places[at];
        if (words.count == 0) {
            words.first = place;
            *column = m->columns[at];
        }
        if (*column == m->columns[at]) {
            words.count = place + 1 - words.first;
        }
    }
    return words;
}

static void pack_statement(entry_maker *m, const isnad_statement *s,
                           uint32_t speaker)
{
    uint32_t column = ISN_COLUMN_BODY;
    isn_indexed_words words = find_words(m, s->span, &column);
    unsigned kind = isn_source_number(s->source_kind);
    isn_buffer *out = &m->entry->statements;
    isn_pack(out, speaker);
    isn_pack(out, column);
    isn_pack(out, words.first);
    isn_pack(out, words.count);
    isn_pack(out, kind);
    m->entry->kinds |= 1u << kind;
}

static isnad_status number_speakers(entry_maker *m, uint32_t *numbers)
{
    for (size_t i = 0; i < m->doc->statements.count; i++) {
        isnad_status status = ISNAD_OK;
        const char *name =
            speaker_of(m->doc, &m->doc->statements.items[i], &status);
        long number =
            name ? add_name(m->doc, &m->speakers, name) : (long)MOST_NAMES;
        if (status || number < 0) {
            return ISNAD_NOMEM;
        }
        numbers[i] = number < MOST_NAMES ? (uint32_t)number + 1 : 0;
    }
    return ISNAD_OK;
}

static isnad_status add_statements(entry_maker *m)
{
    size_t count = m->doc->statements.count;
    uint32_t *numbers =
        isn_arena_alloc(m->doc->arena, (count + 1) * sizeof *numbers);
    isnad_status status = numbers ? number_speakers(m, numbers) : ISNAD_NOMEM;
    isn_buffer *out = &m->entry->statements;
    if (status || count == 0) {
        return status;
    }
    m->ranges = isn_arena_alloc(m->doc->arena,
                                (m->speakers.count + 1) * sizeof *m->ranges);
    status = m->ranges ? add_names(&m->entry->columns[ISN_COLUMN_SPEAKER],
                                   &m->speakers, m->ranges)
                       : ISNAD_NOMEM;
    if (status) {
        return status;
    }
    isn_pack(out, m->speakers.count);
    for (size_t i = 0; i < m->speakers.count; i++) {
        isn_pack(out, m->ranges[i].first);
        isn_pack(out, m->ranges[i].count);
    }
    isn_pack(out, count);
    for (size_t i = 0; i < count; i++) {
        pack_statement(m, &m->doc->statements.items[i], numbers[i]);
    }
    return ISNAD_OK;
}

/* ---- the entry -------------------------------------------------- */

isnad_status isn_index_entry_make(isnad_doc *doc, isn_index_entry *entry)
{
    memset(entry, 0, sizeof *entry);
    for (int c = 0; c < ISN_COLUMN_COUNT; c++) {
        isn_buffer_init(&entry->columns[c], LARGEST_COLUMN);
    }
    isn_buffer_init(&entry->statements, LARGEST_COLUMN);
    entry_maker m = {.doc = doc, .entry = entry};
    size_t room = doc->tokens.count + 1;
    m.places = isn_arena_alloc(doc->arena, room * sizeof *m.places);
    m.columns = isn_arena_alloc(doc->arena, room);
    isnad_status status = m.places && m.columns ? add_text(&m) : ISNAD_NOMEM;
    status = status ? status : gather_names(&m);
    for (int i = 0; !status && i < 4; i++) {
        status = add_names(&entry->columns[ISN_COLUMN_PERSON + i],
                           &entry->names[i], NULL);
    }
    status = status ? status : add_statements(&m);
    for (int c = 0; !status && c < ISN_COLUMN_COUNT; c++) {
        status = entry->columns[c].status ? ISNAD_NOMEM : ISNAD_OK;
    }
    return status ? status : entry->statements.status ? ISNAD_NOMEM : ISNAD_OK;
}

void isn_index_entry_free(isn_index_entry *entry)
{
    for (int c = 0; c < ISN_COLUMN_COUNT; c++) {
        isn_buffer_free(&entry->columns[c]);
    }
    isn_buffer_free(&entry->statements);
}
