// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/message/Headers.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/text.h"
#include "sip/message/tokens.h"

namespace sidetone::sip {
namespace {

/// RFC 3261 20, RFC 3515, RFC 3841, RFC 3892, RFC 4028, RFC 4474, RFC 6665.
constexpr std::array<std::pair<char, std::string_view>, 19> compactForms{{
    {'a', "Accept-Contact"},
    {'b', "Referred-By"},
    {'c', "Content-Type"},
    {'d', "Request-Disposition"},
    {'e', "Content-Encoding"},
    {'f', "From"},
    {'i', "Call-ID"},
    {'j', "Reject-Contact"},
    {'k', "Supported"},
    {'l', "Content-Length"},
    {'m', "Contact"},
    {'n', "Identity-Info"},
    {'o', "Event"},
    {'r', "Refer-To"},
    {'s', "Subject"},
    {'t', "To"},
    {'u', "Allow-Events"},
    {'v', "Via"},
    {'x', "Session-Expires"},
}};

bool isField(const Headers::Field& field, std::string_view name) {
    return core::equalsIgnoringCase(field.name, name);
}

}  // namespace

std::string_view longName(std::string_view name) {
    if (name.size() != 1) return name;
    const char letter = core::lowerAscii(name).front();
    for (const auto& [compact, full] : compactForms) {
        if (compact == letter) return full;
    }
    return name;
}

void Headers::add(std::string_view name, std::string value) {
    fields_.push_back({std::string(longName(name)), std::move(value)});
}

void Headers::addFirst(std::string_view name, std::string value) {
    const auto at = std::find_if(fields_.begin(), fields_.end(),
                                 [&](const Field& field) { return isField(field, name); });
    const auto where = at == fields_.end() ? fields_.begin() : at;
    fields_.insert(where, {std::string(longName(name)), std::move(value)});
}

void Headers::set(std::string_view name, std::string value) {
    const auto at = std::find_if(fields_.begin(), fields_.end(),
                                 [&](const Field& field) { return isField(field, name); });
    if (at == fields_.end()) {
        add(name, std::move(value));
        return;
    }
    at->value = std::move(value);
    fields_.erase(std::remove_if(at + 1, fields_.end(),
                                 [&](const Field& field) { return isField(field, name); }),
                  fields_.end());
}

void Headers::remove(std::string_view name) {
    std::erase_if(fields_, [&](const Field& field) { return isField(field, name); });
}

void Headers::removeFirstValue(std::string_view name) {
    const auto at = std::find_if(fields_.begin(), fields_.end(),
                                 [&](const Field& field) { return isField(field, name); });
    if (at == fields_.end()) return;
    const auto comma = findOutside(at->value, ',');
    if (comma == std::string::npos) {
        fields_.erase(at);
    } else {
        at->value = std::string(core::trim(std::string_view(at->value).substr(comma + 1)));
    }
}

bool Headers::has(std::string_view name) const {
    return count(name) > 0;
}

std::string_view Headers::first(std::string_view name) const {
    for (const auto& field : fields_) {
        if (isField(field, name)) return field.value;
    }
    return {};
}

std::size_t Headers::count(std::string_view name) const {
    return static_cast<std::size_t>(std::count_if(
        fields_.begin(), fields_.end(), [&](const Field& field) { return isField(field, name); }));
}

std::vector<std::string_view> Headers::fields(std::string_view name) const {
    std::vector<std::string_view> found;
    for (const auto& field : fields_) {
        if (isField(field, name)) found.emplace_back(field.value);
    }
    return found;
}

std::vector<std::string_view> Headers::values(std::string_view name) const {
    std::vector<std::string_view> found;
    for (const auto field : fields(name)) {
        for (const auto part : splitOutside(field, ',')) {
            if (!part.empty()) found.push_back(part);
        }
    }
    return found;
}

bool Headers::lists(std::string_view name, std::string_view token) const {
    const auto all = values(name);
    return std::any_of(all.begin(), all.end(), [&](std::string_view value) {
        return core::equalsIgnoringCase(value, token);
    });
}

}  // namespace sidetone::sip
