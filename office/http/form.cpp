// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/http/form.h"

#include <charconv>

#include "core/text.h"

namespace sidetone::office {
namespace {

std::string decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned byte = 0;
        if (text[i] == '+') {
            out += ' ';
            continue;
        }
        const auto* digits = text.data() + i + 1;
        const bool isEscape = text[i] == '%' && i + 2 < text.size() &&
                              std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2;
        out += isEscape ? static_cast<char>(byte) : text[i];
        if (isEscape) i += 2;
    }
    return out;
}

}  // namespace

FormFields parseForm(std::string_view body) {
    FormFields fields;
    for (const std::string_view part : core::split(body, '&')) {
        if (part.empty()) continue;
        const auto equals = part.find('=');
        const bool hasValue = equals != std::string_view::npos;
        fields.emplace_back(decoded(part.substr(0, equals)),
                            hasValue ? decoded(part.substr(equals + 1)) : std::string());
    }
    return fields;
}

std::optional<std::string> fieldOf(const FormFields& fields, std::string_view name) {
    for (const auto& [field, value] : fields) {
        if (field == name) return value;
    }
    return std::nullopt;
}

}  // namespace sidetone::office
