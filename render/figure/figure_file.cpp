#include "figure/figure_file.h"

#include <cairo-pdf.h>
#include <png.h>

#include <cmath>
#include <csetjmp>
#include <cstring>
#include <filesystem>
#include <memory>
#include <new>

#include "base/input_error.h"
#include "base/small_letters.h"
#include "figure/cairo_canvas.h"
#include "figure/svg_canvas.h"

namespace apogee {
namespace {

using Surface = std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)>;

void check(cairo_status_t status) {
    if (status == CAIRO_STATUS_NO_MEMORY) throw std::bad_alloc();
    if (status != CAIRO_STATUS_SUCCESS)
        throw InputError(std::string("apogee figure: it cannot be drawn: ") + cairo_status_to_string(status));
}

void check(cairo_surface_t* surface) {
    check(cairo_surface_status(surface));
}

/// Appends what a library in C hands over: no exception passes through it. @return false: no memory
bool append(std::string& text, const unsigned char* data, std::size_t length) noexcept {
    try {
        text.append(reinterpret_cast<const char*>(data), length);
        return true;
    } catch (const std::bad_alloc&) {
        return false;
    }
}

cairo_status_t take(void* text, const unsigned char* data, unsigned int length) {
    return append(*static_cast<std::string*>(text), data, length) ? CAIRO_STATUS_SUCCESS
                                                                  : CAIRO_STATUS_NO_MEMORY;
}

std::string pdf_bytes(const FigureSize& size, const std::string& title, const PangoTypeSetter& type,
                      const std::function<void(Canvas&)>& draw) {
    std::string bytes;
    const Surface surface(cairo_pdf_surface_create_for_stream(take, &bytes, size.width * size.reduced,
                                                              size.height * size.reduced),
                          cairo_surface_destroy);
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, title.c_str());
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATOR, "Apogee");
    {
        CairoCanvas canvas(surface.get(), size.reduced, type);
        draw(canvas);
        check(canvas.status());
    }
    cairo_surface_finish(surface.get());
    check(surface.get());
    return bytes;
}

/// Rows of an image surface (xRGB, native order) as PNG that knows its resolution.
std::string encoded(cairo_surface_t* surface, double pixels_per_point) {
    const int width = cairo_image_surface_get_width(surface),
              height = cairo_image_surface_get_height(surface),
              stride = cairo_image_surface_get_stride(surface);
    const unsigned char* const data = cairo_image_surface_get_data(surface);
    std::string bytes;
    png_structp png = png_create_write_struct(
        PNG_LIBPNG_VER_STRING, nullptr, [](png_structp p, png_const_charp) { png_longjmp(p, 1); },
        [](png_structp, png_const_charp) {});
    png_infop info = png ? png_create_info_struct(png) : nullptr;
    if (!info) {
        png_destroy_write_struct(&png, nullptr);
        throw std::bad_alloc();
    }
    std::string row(static_cast<std::size_t>(width) * 3, '\0');
    // libpng reports what goes wrong by a jump back to here; nothing below owns anything that it would skip.
    if (setjmp(png_jmpbuf(png))) {
        png_destroy_write_struct(&png, &info);
        throw std::bad_alloc();
    }
    png_set_write_fn(
        png, &bytes,
        [](png_structp p, png_bytep from, png_size_t length) {
            if (!append(*static_cast<std::string*>(png_get_io_ptr(p)), from, length))
                png_error(p, "no memory");
        },
        nullptr);
    png_set_IHDR(png, info, static_cast<png_uint_32>(width), static_cast<png_uint_32>(height), 8,
                 PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    const auto per_metre = static_cast<png_uint_32>(
        std::lround(pixels_per_point * FigureSize::points_per_inch / FigureSize::mm_per_inch * 1000));
    png_set_pHYs(png, info, per_metre, per_metre, PNG_RESOLUTION_METER);
    // Flat colours: without a filter, and with little effort, nearly as small and several times as fast.
    png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
    png_set_compression_level(png, 3);
    png_write_info(png, info);
    for (int y = 0; y < height; ++y) {
        const unsigned char* const line = data + std::ptrdiff_t{y} * stride;
        for (int x = 0; x < width; ++x) {
            std::uint32_t pixel = 0;
            std::memcpy(&pixel, line + std::ptrdiff_t{x} * 4, sizeof pixel);
            const auto at = static_cast<std::size_t>(x) * 3;
            row[at] = static_cast<char>(pixel >> 16);
            row[at + 1] = static_cast<char>(pixel >> 8);
            row[at + 2] = static_cast<char>(pixel);
        }
        png_write_row(png, reinterpret_cast<png_bytep>(row.data()));
    }
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    return bytes;
}

std::string png_bytes(const FigureSize& size, const PangoTypeSetter& type,
                      const std::function<void(Canvas&)>& draw) {
    const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, size.width_px(), size.height_px()),
                          cairo_surface_destroy);
    check(surface.get());
    {
        CairoCanvas canvas(surface.get(), size.reduced * size.pixels_per_point, type);
        draw(canvas);
        check(canvas.status());
    }
    cairo_surface_flush(surface.get());
    check(surface.get());
    return encoded(surface.get(), size.pixels_per_point);
}

}  // namespace

FigureFormat figure_format(const std::string& file) {
    const std::string ending = small_letters(std::filesystem::path(file).extension().string());
    if (ending == ".svg") return FigureFormat::svg;
    if (ending == ".pdf") return FigureFormat::pdf;
    if (ending == ".png") return FigureFormat::png;
    throw InputError("--out: " + in_quotes(file) +
                     ": the ending says which kind of file; expected .svg, .pdf or .png");
}

std::string figure_bytes(FigureFormat format, const FigureSize& size, const PageWords& words,
                         const std::string& language, const PangoTypeSetter& type,
                         const std::function<void(Canvas&)>& draw) {
    require_memory_for_letters();
    if (format == FigureFormat::pdf) return pdf_bytes(size, words.title, type, draw);
    if (format == FigureFormat::png) return png_bytes(size, type, draw);
    return svg_file(size.width, size.height, size.shown_width, size.shown_height,
                    {words.title, language, {}, words.description()}, draw);
}

}  // namespace apogee
