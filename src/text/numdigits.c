#include "text/numdigits.h"

#include <string.h>

#include "lang/lexicon.h"

enum { LONGEST_DIGITS = 24, MOST_GROUPS = 8 };

/* The groups of digits of one token and the marks between them. */
typedef struct shape {
    unsigned groups, len[MOST_GROUPS];
    char mark[MOST_GROUPS]; /* before group i, i > 0 */
    const char *begin[MOST_GROUPS];
} shape;

static bool shape_of(const isn_token *t, shape *s)
{
    if (t->fold_len > LONGEST_DIGITS) {
        return false;
    }
    *s = (shape){.groups = 1, .begin = {t->fold}};
    for (const char *c = t->fold, *end = c + t->fold_len; c < end; c++) {
        if (*c >= '0' && *c <= '9') {
            s->len[s->groups - 1]++;
        } else if ((*c == '.' || *c == ',') && s->groups < MOST_GROUPS) {
            s->mark[s->groups] = *c;
            s->begin[s->groups++] = c + 1;
        } else {
            return false;
        }
    }
    return true;
}

static double power(double base, unsigned exponent)
{
    double value = 1;
    while (exponent-- > 0) {
        value *= base;
    }
    return value;
}

static double digits_value(const char *digits, unsigned len)
{
    double value = 0;
    for (unsigned i = 0; i < len; i++) {
        value = value * 10 + (digits[i] - '0');
    }
    return value;
}

/* Divided once, so that 2.6 is the double nearest to it. */
static double decimal(double whole, const char *digits, unsigned len)
{
    double scale = power(10, len);
    return (whole * scale + digits_value(digits, len)) / scale;
}

/* Groups 1 … last - 1 of three digits, all with the same mark? */
static bool thousands(const shape *s, unsigned last)
{
    if (s->len[0] == 0 || s->len[0] > 3 || s->begin[0][0] == '0') {
        return false;
    }
    for (unsigned i = 1; i < last; i++) {
        if (s->len[i] != 3 || s->mark[i] != s->mark[1]) {
            return false;
        }
    }
    return true;
}

static double grouped_value(const shape *s, unsigned last)
{
    double value = 0;
    for (unsigned i = 0; i < last; i++) {
        value =
            value * power(10, s->len[i]) + digits_value(s->begin[i], s->len[i]);
    }
    return value;
}

static bool read_shape(const shape *s, isn_numdigits *out)
{
    unsigned last = s->groups - 1;
    if (last == 0) {
        out->value = digits_value(s->begin[0], s->len[0]);
        return true;
    }
    if (last == 1) {
        bool three = thousands(s, 2);
        bool zeros = three && memcmp(s->begin[1], "000", 3) == 0;
        out->dotted = three && s->mark[1] == '.' && !zeros;
        out->grouped = three && !out->dotted;
        out->certain = zeros && s->mark[1] == '.';
        out->value = out->grouped
                         ? grouped_value(s, 2)
                         : decimal(digits_value(s->begin[0], s->len[0]),
                                   s->begin[1], s->len[1]);
        return true;
    }
    if (thousands(s, s->groups)) {
        out->grouped = out->certain = true;
        out->value = grouped_value(s, s->groups);
        return true;
    }
    if (thousands(s, last) && s->mark[last] != s->mark[1]) {
        out->value =
            decimal(grouped_value(s, last), s->begin[last], s->len[last]);
        return true;
    }
    return false; /* 192.168.1.2, 12.5.2018 */
}

static const isn_token *number_at(const isnad_doc *doc, uint32_t at,
                                  uint32_t end)
{
    const isn_token *t = at < end ? &doc->tokens.items[at] : NULL;
    return t && t->kind == ISN_NUMBER ? t : NULL;
}

/* The next token where it stands close to the one before. */
static const isn_token *close_at(const isnad_doc *doc, uint32_t at,
                                 uint32_t end)
{
    const isn_token *t = at < end ? &doc->tokens.items[at] : NULL;
    return t && !t->space_before ? t : NULL;
}

/* The agencies' `6ر1`: the letter ra for the decimal mark, the digits around
 * it typed so that a line set from right to left reads 1.6.  `000ر22` is
 * 22 000 in the same manner. */
static bool read_wire(const isnad_doc *doc, uint32_t at, uint32_t end,
                      isn_numdigits *out)
{
    const isn_token *left = number_at(doc, at, end),
                    *ra = close_at(doc, at + 1, end),
                    *right = close_at(doc, at + 2, end);
    if (!ra || !right || right->kind != ISN_NUMBER || ra->fold_len != 2 ||
        memcmp(ra->fold, "ر", 2) != 0 || left->fold_len > 9 ||
        right->fold_len > 9 || strpbrk(left->fold, ".,") ||
        strpbrk(right->fold, ".,")) {
        return false;
    }
    double whole = digits_value(right->fold, right->fold_len);
    if (left->fold_len == 3 && memcmp(left->fold, "000", 3) == 0) {
        out->value = whole * 1000;
    } else {
        out->value = decimal(whole, left->fold, left->fold_len);
    }
    out->tokens = 3;
    return true;
}

/* `7415.2`, with a mark of direction behind the point: one paper's decimals,
 * typed so that a line set from right to left reads 2.7415. */
static bool read_turned(const isnad_doc *doc, uint32_t at, uint32_t end,
                        isn_numdigits *out)
{
    static const char mark[] = "\xE2\x80\x8F"; /* U+200F */
    const isn_token *left = number_at(doc, at, end),
                    *point = close_at(doc, at + 1, end),
                    *right = close_at(doc, at + 2, end);
    if (!point || !right || right->kind != ISN_NUMBER ||
        point->kind != ISN_PUNCT || point->punct != '.' ||
        right->span.begin != point->span.end + 3 ||
        memcmp(doc->text + point->span.end, mark, 3) != 0 ||
        left->fold_len > 9 || right->fold_len > 9 ||
        strpbrk(left->fold, ".,") || strpbrk(right->fold, ".,")) {
        return false;
    }
    out->value = decimal(digits_value(right->fold, right->fold_len), left->fold,
                         left->fold_len);
    out->tokens = 3;
    return true;
}

/* `,94` behind thousands. */
static void read_decimals(const isnad_doc *doc, uint32_t at, uint32_t end,
                          isn_numdigits *out)
{
    const isn_token *mark = close_at(doc, at, end),
                    *digits = close_at(doc, at + 1, end);
    if (mark && digits && mark->kind == ISN_PUNCT &&
        (mark->punct == ',' || mark->punct == '.') &&
        digits->kind == ISN_NUMBER && digits->fold_len < 3) {
        out->value = decimal(out->value, digits->fold, digits->fold_len);
        out->tokens += 2;
    }
}

/* «3،5 مليون»: the Arabic comma for the decimal mark, where a word that is
 * counted shows that no list is meant; three digits behind it are thousands. */
static void read_comma(const isnad_doc *doc, uint32_t at, uint32_t end,
                       isn_numdigits *out)
{
    const isn_token *left = number_at(doc, at, end),
                    *comma = close_at(doc, at + 1, end),
                    *right = close_at(doc, at + 2, end);
    uint64_t counted = ISN_BIT(ISN_CLASS_NUMBER) | ISN_BIT(ISN_CLASS_COUNTED) |
                       ISN_BIT(ISN_CLASS_UNITSIGN);
    if (!comma || !right || comma->kind != ISN_PUNCT || comma->punct != 0x60C ||
        right->kind != ISN_NUMBER || left->fold_len > 3 ||
        right->fold_len > 3 || strpbrk(left->fold, ".,") ||
        strpbrk(right->fold, ".,")) {
        return;
    }
    double whole = digits_value(left->fold, left->fold_len);
    if (right->fold_len == 3) {
        out->value = whole * 1000 + digits_value(right->fold, 3);
        out->grouped = true;
        out->tokens = 3;
        read_decimals(doc, at + 3, end, out);
        return;
    }
    bool percent = at + 3 < end && (right + 1)->kind >= ISN_PUNCT &&
                   ((right + 1)->punct == '%' || (right + 1)->punct == 0x66A);
    if (at + 3 < end && (percent || ((right + 1)->classes & counted))) {
        out->value = decimal(whole, right->fold, right->fold_len);
        out->tokens = 3;
    }
}

/* `1 414 021`: groups of three after a first one of one to three digits. */
static void read_spaced(const isnad_doc *doc, uint32_t at, uint32_t end,
                        isn_numdigits *out)
{
    const isn_token *t = number_at(doc, at, end);
    if (t->fold_len > 3 || strpbrk(t->fold, ".,") || t->fold[0] == '0') {
        return;
    }
    for (uint32_t next = at + 1; next - at < 6; next++) {
        t = number_at(doc, next, end);
        if (!t || !t->space_before || t->fold_len < 3 ||
            strspn(t->fold, "0123456789") != 3) {
            return;
        }
        if (t->fold_len > 3) {
            if (t->fold[3] != '.') {
                return;
            }
            out->value = decimal(out->value * 1000 + digits_value(t->fold, 3),
                                 t->fold + 4, t->fold_len - 4u);
            out->tokens = next + 1 - at;
            return;
        }
        out->value = out->value * 1000 + digits_value(t->fold, 3);
        out->tokens = next + 1 - at;
        out->grouped = out->certain = true;
    }
}

/* «3/4», «10^6», «12e-3». */
static void read_operator(const isnad_doc *doc, uint32_t at, uint32_t end,
                          isn_numdigits *out)
{
    const isn_token *sign = close_at(doc, at + 1, end),
                    *next = close_at(doc, at + 2, end);
    if (!sign || !next) {
        return;
    }
    uint32_t behind = at + 3;
    bool down = false;
    bool slash = sign->kind >= ISN_PUNCT && sign->punct == '/';
    bool raise = sign->kind >= ISN_PUNCT && sign->punct == '^';
    bool exponent = sign->fold_len == 1 && sign->fold[0] == 'e';
    if ((raise || exponent) && next->kind >= ISN_PUNCT &&
        (next->punct == '-' || next->punct == '+')) {
        down = next->punct == '-';
        next = close_at(doc, behind, end);
        behind++;
    }
    if (!next || next->kind != ISN_NUMBER || strpbrk(next->fold, ".,") ||
        next->fold_len > 2) {
        return;
    }
    double right = digits_value(next->fold, next->fold_len);
    const isn_token *more = close_at(doc, behind, end);
    if (slash && right > 0 && right < 100 && out->value < 100 &&
        !(more && more->punct == '/')) {
        out->value /= right;
        out->fraction = true;
    } else if (raise || exponent) {
        double factor = power(raise ? out->value : 10, (unsigned)right);
        factor = down ? 1 / factor : factor;
        out->value = raise ? factor : out->value * factor;
    } else {
        return;
    }
    out->tokens = behind - at;
}

/* `.08`: a point in front, and nothing before it. */
static void read_point(const isnad_doc *doc, uint32_t at, isn_numdigits *out)
{
    const isn_token *t = &doc->tokens.items[at], *point = t - 1;
    if (at > 0 && out->tokens == 1 && !t->space_before &&
        point->kind == ISN_PUNCT && point->punct == '.' &&
        point->span.end == t->span.begin &&
        point->span.end == point->span.begin + 1 &&
        (point->space_before || at == 1)) {
        out->value = decimal(0, t->fold, t->fold_len);
    }
}

/* `1/4 2`, typed from right to left: two and a quarter. */
static void read_mixed(const isnad_doc *doc, uint32_t at, uint32_t end,
                       isn_numdigits *out)
{
    const isn_token *t = number_at(doc, at + out->tokens, end);
    if (t && t->space_before && t->fold_len < 3 && !strpbrk(t->fold, ".,")) {
        out->value += digits_value(t->fold, t->fold_len);
        out->tokens++;
    }
}

bool isn_numdigits_at(const isnad_doc *doc, uint32_t token, uint32_t end,
                      isn_numdigits *out)
{
    const isn_token *t = number_at(doc, token, end);
    shape s;
    *out = (isn_numdigits){.tokens = 1};
    if (!t || !shape_of(t, &s)) {
        return false;
    }
    if (read_wire(doc, token, end, out) || read_turned(doc, token, end, out)) {
        return true;
    }
    if (!read_shape(&s, out)) {
        return false;
    }
    if (s.groups == 1) {
        read_spaced(doc, token, end, out);
        read_comma(doc, token, end, out);
        read_point(doc, token, out);
    }
    read_operator(doc, token, end, out);
    if (out->fraction) {
        read_mixed(doc, token, end, out);
    }
    return true;
}
