// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "directory/vcard/VcardLimits.h"

namespace sidetone::directory {

/// A file's properties, each in one line: folded lines are put together (RFC 6350 3.2: the line's
/// end and one white space go), and so are vCard 2.1's lines of quoted-printable text that end in
/// "=" and its lines of Base64, which some programs write without an indent. Lines may end in CR
/// LF, LF or CR. The text must outlive the reader.
class LineReader {
public:
    LineReader(std::string_view text, const VcardLimits& limits) : rest_(text), limits_(limits) {}

    struct Line {
        std::string text;
        std::size_t number = 0;  ///< of its beginning, from 1
        bool isTooLong = false;  ///< the text is its beginning
    };
    /// The next one that is not empty; nothing at the end.
    [[nodiscard]] std::optional<Line> next();

private:
    [[nodiscard]] std::string_view take();
    [[nodiscard]] std::string_view peek() const;
    void append(Line& line, std::string_view more) const;
    void takeFolded(Line& line);
    void takeBase64(Line& line);

    std::string_view rest_;
    VcardLimits limits_;
    std::size_t number_ = 0;  ///< of the line that was taken last
};

}  // namespace sidetone::directory
