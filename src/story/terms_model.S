/* model/terms.bin as constant data. */
    .section .rodata
    .balign 8
    .globl isn_terms_model
    .hidden isn_terms_model
    .type isn_terms_model, @object
isn_terms_model:
    .incbin MODEL
    .size isn_terms_model, . - isn_terms_model
#if defined(__linux__) && defined(__ELF__)
    .section .note.GNU-stack,"",@progbits
#endif
