/* model/names.bin as constant data. */
    .section .rodata
    .balign 64
    .globl isn_names_model
    .hidden isn_names_model
    .type isn_names_model, @object
isn_names_model:
    .incbin MODEL
    .size isn_names_model, . - isn_names_model
    .section .note.GNU-stack, "", @progbits
