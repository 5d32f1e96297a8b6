# What packagers look for; ./run and ./test build by themselves.
#   make && make install [PREFIX=/usr/local] [DESTDIR=…] && make uninstall
PREFIX ?= /usr/local
BUILD = build-release

all: $(BUILD)/build.ninja
	ninja -C $(BUILD)

$(BUILD)/build.ninja:
	meson setup $(BUILD) --buildtype=release --prefix=$(PREFIX) \
	    -Dpython=disabled

install: all
	meson install -C $(BUILD) --no-rebuild $(if $(DESTDIR),--destdir $(DESTDIR))

uninstall:
	ninja -C $(BUILD) uninstall

check:
	./test

.PHONY: all install uninstall check
