/* Lengths of the months of Umm al-Qura: data of calendar.c alone. */
#ifndef ISN_HIJRI_TABLE_H
#define ISN_HIJRI_TABLE_H

#include <stdint.h>

enum { ISN_HIJRI_FIRST = 1356, ISN_HIJRI_LAST = 1500 };

extern const int32_t isn_hijri_first_day; /* 1 Muharram 1356 */
extern const uint32_t isn_hijri_lengths[ISN_HIJRI_LAST - ISN_HIJRI_FIRST + 1];

#endif
