// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever is typed, an administrator wrote, or a directory answers. The first byte chooses.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/text.h"
#include "directory/ldap/LdapWire.h"
#include "directory/ldap/filterText.h"
#include "directory/ldap/personFilters.h"
#include "directory/ldap/personOf.h"
#include "directory/ldap/referral.h"
#include "directory/numberForms.h"

using namespace sidetone;
using namespace sidetone::directory;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

/// What is typed stays a value: the filter is one filter, whatever comes.
void type(std::string_view text) {
    LdapSettings settings;
    settings.presenceDomain = "office.example";
    settings.numbers.masks = std::string(text.substr(text.size() / 2));
    require(isFilter(typedFilter(settings, true, text)));
    require(isFilter(typedFilter(settings, false, text)));
    const auto numbers = numberFilter(settings, {std::string(text)});
    require(numbers.empty() || numbers.size() > 16'384 || isFilter(numbers));
}

void repair(std::string_view text) {
    if (const auto made = repairedFilter(text)) {
        require(isFilter(*made));
        require(repairedFilter(*made) == made);
    }
    static_cast<void>(referralTarget(std::string(text), {{"host", 636}, LdapSecurity::Tls}));
}

void number(std::string_view text) {
    const auto canonical = canonicalNumber(text);
    require(canonicalNumber(canonical) == canonical || canonical.starts_with("00"));
    require(isSameNumber(text, text) || lastDigits(text, 1).empty());
}

/// Bytes of a server behind a search and a bind.
void answer(std::string_view bytes) {
    LdapSettings settings;
    settings.presenceDomain = "office.example";
    auto wire = LdapWire::create({[](std::string_view) {},
                                  [&settings](const LdapMessage& message) {
                                      const auto person = personOf(message.entry, settings);
                                      require(core::isValidUtf8(person.name));
                                  }});
    require(wire.has_value());
    LdapQuery query;
    query.filter = "(objectClass=*)";
    require((*wire)->search(query).has_value());
    require((*wire)->bind("cn=x", "y").has_value());
    static_cast<void>((*wire)->receive(bytes));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    switch (data[0] % 4) {
        case 0:
            type(text);
            break;
        case 1:
            repair(text);
            break;
        case 2:
            number(text);
            break;
        default:
            answer(text);
    }
    return 0;
}
