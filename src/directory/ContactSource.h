// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/Task.h"
#include "directory/Person.h"

namespace sidetone::directory {

/// A person's picture, or the answer that there is none.
struct Photo {
    std::string bytes;  ///< PNG, JPEG, BMP or GIF; empty: there is none, or it is unchanged
    std::string tag;    ///< to ask with the next time (RFC 9110's ETag, or a digest of the bytes)
    bool isUnchanged = false;  ///< the picture of that tag is still the one
};

/// Where people come from: LDAP and UDS. Protocol thread, nothing blocks. Errors of all tasks:
/// Unreachable, Timeout, Refused, Untrusted, Unauthorised, Unavailable or BadAnswer where the
/// source cannot be asked.
class ContactSource {
public:
    using Matches = std::vector<std::optional<Person>>;

    virtual ~ContactSource() = default;
    /// People whose name, user name or number begins with the text; at most `limit` (1 or more).
    [[nodiscard]] virtual core::Task<std::vector<Person>> search(std::string text, int limit) = 0;
    /// Who is meant by these addresses, one answer for each in their order; empty where nobody,
    /// or more than one, fits (MSG-08).
    [[nodiscard]] virtual core::Task<Matches> withAddresses(std::vector<core::Address> addresses);
    /// The same for numbers in any notation (DIR-14, NONE-10).
    [[nodiscard]] virtual core::Task<Matches> withNumbers(std::vector<std::string> numbers);
    /// The person's picture. `knownTag` is of the one that is known already; may be empty.
    [[nodiscard]] virtual core::Task<Photo> photo(Person person, std::string knownTag);
    /// False where no picture can be found however one asks.
    [[nodiscard]] virtual bool hasPhotos() const { return false; }
    /// Everybody, each as it comes, in pages: for an index on this computer. Unsupported where it
    /// cannot be asked.
    [[nodiscard]] virtual core::Task<void> everybody(std::function<void(Person)> each);
    /// What was asked last, in the source's own words, for the settings' test: a filter, a request.
    [[nodiscard]] virtual std::string lastQuestion() const { return {}; }
    /// Who was asked last, for people: "ldap1.office.example:636 (TLS)".
    [[nodiscard]] virtual std::string where() const = 0;
};

}  // namespace sidetone::directory
