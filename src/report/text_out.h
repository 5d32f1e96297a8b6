/* Source text on paper and terminals: nothing in it may act. */
#ifndef ISN_TEXT_OUT_H
#define ISN_TEXT_OUT_H

#include "core/buffer.h"
#include "isnad/report.h"

/* Writes `text` on one line: control characters (ESC and the C1 range too)
 * and bidi controls go away, line ends and runs of blanks become one blank. */
void isn_out_clean(isn_buffer *out, isnad_view text);
void isn_out_clean_text(isn_buffer *out, const char *text); /* NULL: nothing */

/* The same, in a bidi isolate for a terminal, so that right-to-left words do
 * not reorder what stands around them. */
void isn_out_words(isn_buffer *out, const isnad_report_options *options,
                   isnad_view text);
void isn_out_words_text(isn_buffer *out, const isnad_report_options *options,
                        const char *text);

/* A fixed value of the output ("killed", "rises" …) in the reader's language,
 * or, where it is none, source text. */
void isn_out_value(isn_buffer *out, const isnad_report_options *options,
                   const char *key);

/* For Markdown: cleaned, and characters that mean something escaped. */
void isn_out_md(isn_buffer *out, isnad_view text);
void isn_out_md_text(isn_buffer *out, const char *text);

/* SGR codes where colours are wanted: "1" bold, "2" faint, "0" off … */
void isn_out_style(isn_buffer *out, const isnad_report_options *options,
                   const char *code);

/* A figure's bounds: 225, 20–99, ≥ 101, ≤ 10. */
void isn_out_bounds(isn_buffer *out, double low, double high);

/* Hands the buffer on and frees it; the first failure of either. */
isnad_status isn_out_end(isn_buffer *out, isnad_sink sink);

#endif
