// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "core/Result.h"

namespace sidetone::office {

/// The whole file.
[[nodiscard]] core::Result<std::string> readFile(const std::string& path);

/// Replaces the file in one step (a new file beside it, then a rename), mode 0600: a reader sees
/// the old text or the new one.
[[nodiscard]] core::Status writeFile(const std::string& path, std::string_view text);

/// Makes a folder and those above it, mode 0700; one that exists is fine.
[[nodiscard]] core::Status makeFolder(const std::string& path);

/// Replaces every @NAME@ by its value; what has no value stays.
class Template {
public:
    explicit Template(std::string text) : text_(std::move(text)) {}
    /// Reads a template that is built into the program, by file name.
    [[nodiscard]] static Template builtIn(std::string_view name);

    Template& set(std::string_view name, std::string_view value);
    Template& set(std::string_view name, long value);
    [[nodiscard]] const std::string& text() const { return text_; }

private:
    std::string text_;
};

}  // namespace sidetone::office
