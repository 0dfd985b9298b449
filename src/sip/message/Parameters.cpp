// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/message/Parameters.h"

#include <algorithm>

#include "core/text.h"
#include "sip/message/tokens.h"

namespace sidetone::sip {
namespace {

constexpr std::size_t mostParameters = 64;

/// Values are token, host, quoted string, and in URIs some more; nothing that could end a header
/// or an address.
bool isValue(std::string_view text) {
    if (!text.empty() && text.front() == '"') return unquote(text).has_value();
    return std::all_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte > 0x20 && byte != 0x7f && c != '"' && c != '<' && c != '>' && c != ',';
    });
}

}  // namespace

core::Result<Parameters> Parameters::parse(std::string_view text) {
    Parameters result;
    if (core::trim(text).empty()) return result;
    const auto parts = splitOutside(text, ';');
    if (parts.size() > mostParameters) {
        return core::fail(core::ErrorCode::TooLarge, "Reading parameters", "more than 64 of them");
    }
    for (const auto part : parts) {
        if (part.empty()) {
            return core::fail(core::ErrorCode::BadAnswer, "Reading parameters", "an empty one");
        }
        const auto equals = part.find('=');
        const auto name = core::trim(part.substr(0, equals));
        Parameter parameter{std::string(name), std::nullopt};
        if (equals != std::string_view::npos) {
            const auto value = core::trim(part.substr(equals + 1));
            if (value.empty() || !isValue(value)) {
                return core::fail(core::ErrorCode::BadAnswer, "Reading parameters",
                                  "a bad value of " + core::printable(name, 40));
            }
            parameter.value = std::string(value);
        }
        // '[', ']', '/', '$', '&', ':' may stand in names of URI parameters (param-unreserved).
        if (name.empty() || !isValue(name)) {
            return core::fail(core::ErrorCode::BadAnswer, "Reading parameters", "a bad name");
        }
        result.list_.push_back(std::move(parameter));
    }
    return result;
}

const Parameters::Parameter* Parameters::find(std::string_view name) const {
    for (const auto& parameter : list_) {
        if (core::equalsIgnoringCase(parameter.name, name)) return &parameter;
    }
    return nullptr;
}

std::string Parameters::value(std::string_view name) const {
    const auto* parameter = find(name);
    if (parameter == nullptr || !parameter->value) return {};
    if (auto inside = unquote(*parameter->value)) return *inside;
    return *parameter->value;
}

void Parameters::set(std::string_view name, std::string_view value) {
    std::optional<std::string> given;
    if (!value.empty()) given = std::string(value);
    for (auto& parameter : list_) {
        if (core::equalsIgnoringCase(parameter.name, name)) {
            parameter.value = std::move(given);
            return;
        }
    }
    list_.push_back({std::string(name), std::move(given)});
}

void Parameters::setQuoted(std::string_view name, std::string_view value) {
    set(name, quote(value));
}

void Parameters::remove(std::string_view name) {
    std::erase_if(list_,
                  [&](const Parameter& p) { return core::equalsIgnoringCase(p.name, name); });
}

std::string Parameters::text() const {
    std::string out;
    for (const auto& parameter : list_) {
        out += ';';
        out += parameter.name;
        if (parameter.value) out += '=' + *parameter.value;
    }
    return out;
}

}  // namespace sidetone::sip
