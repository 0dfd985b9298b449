// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/sso/parameters.h"

#include <QByteArray>

#include "core/text.h"
#include "signin/words.h"

namespace sidetone::signin::sso {
namespace {

constexpr std::size_t mostFields = 50;

std::string decoded(std::string_view text) {
    QByteArray bytes(text.data(), static_cast<qsizetype>(text.size()));
    bytes.replace('+', ' ');
    return QByteArray::fromPercentEncoding(bytes).toStdString();
}

}  // namespace

std::string encodedFields(const Fields& fields) {
    std::string text;
    for (const auto& [name, value] : fields) {
        text += (text.empty() ? "" : "&") + percentEncoded(name) + "=" + percentEncoded(value);
    }
    return text;
}

std::map<std::string, std::string> readFields(std::string_view text) {
    if (!text.empty() && (text.front() == '?' || text.front() == '#')) text.remove_prefix(1);
    std::map<std::string, std::string> fields;
    for (const auto part : core::split(text, '&')) {
        if (fields.size() >= mostFields) break;
        const auto equals = std::min(part.find('='), part.size());
        if (equals == 0) continue;
        const auto value = equals < part.size() ? part.substr(equals + 1) : std::string_view();
        fields.emplace(decoded(part.substr(0, equals)), decoded(value));
    }
    return fields;
}

}  // namespace sidetone::signin::sso
