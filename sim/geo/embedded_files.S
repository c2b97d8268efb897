/* The map's files as read-only data. Paths are relative to sim/, which the build passes with -I. */

#define EMBED(name, file)               \
    .global apogee_##name##_begin;      \
    .global apogee_##name##_end;        \
    .balign 16;                         \
    apogee_##name##_begin: .incbin file; \
    apogee_##name##_end: .byte 0

    .section .rodata
    EMBED(world_110m, "geo/data/world-110m.bin")
    EMBED(world_50m, "geo/data/world-50m.bin")
    EMBED(world_10m, "geo/data/world-10m.bin")
    EMBED(countries, "geo/data/countries.tsv")
    EMBED(places, "geo/data/places.tsv")

    /* Without this note linkers make the stack executable. */
    .section .note.GNU-stack, "", %progbits
