// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/Result.h"

namespace sidetone::sip {

/// The `;name=value;flag` list behind URIs and header values, in its order. Names compare
/// without case (RFC 3261 7.3.1). Values are kept as they stand on the wire, with their quotes.
class Parameters {
public:
    struct Parameter {
        std::string name;
        std::optional<std::string> value;  ///< absent for a flag such as `lr`
    };

    /// Reads what stands behind the first semicolon; "" gives none. At most 64.
    static core::Result<Parameters> parse(std::string_view text);

    [[nodiscard]] bool has(std::string_view name) const { return find(name) != nullptr; }
    /// The value, quotes undone; empty where it is absent or a flag.
    [[nodiscard]] std::string value(std::string_view name) const;
    /// Sets or adds; an empty value makes a flag.
    void set(std::string_view name, std::string_view value = {});
    /// Sets or adds with quotes round the value.
    void setQuoted(std::string_view name, std::string_view value);
    void remove(std::string_view name);
    [[nodiscard]] const std::vector<Parameter>& all() const { return list_; }
    /// ";name=value;flag", empty where there are none.
    [[nodiscard]] std::string text() const;

private:
    [[nodiscard]] const Parameter* find(std::string_view name) const;
    std::vector<Parameter> list_;
};

}  // namespace sidetone::sip
