// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/Result.h"
#include "office/supervisor/Layout.h"

namespace sidetone::office {

/// One record of a zone, in the words of a zone file (RFC 1035 section 5).
struct Record {
    std::string name;   ///< relative to the domain, "@" for the domain itself
    std::string type;   ///< "SRV"
    std::string value;  ///< "1 5 8443 cucm1.office.example."
};

/// The records of one view of the domain, and their zone file. Every record lives 30 seconds;
/// that something does not exist is remembered for 5.
class Zone {
public:
    Zone(std::string domain, std::vector<Record> records);

    /// Replaces all records of that name and type. Fails with InvalidInput where the type is
    /// not one of those that a zone file of ours can hold, or a value breaks the line.
    [[nodiscard]] core::Status set(std::string_view name, std::string_view type,
                                   const std::vector<std::string>& values);
    /// Removes all records of that name and type. Fails with NotFound where there is none.
    [[nodiscard]] core::Status unset(std::string_view name, std::string_view type);

    [[nodiscard]] const std::vector<Record>& records() const { return records_; }
    [[nodiscard]] std::uint32_t serial() const { return serial_; }
    void raiseSerial() { ++serial_; }
    /// The zone file.
    [[nodiscard]] std::string text() const;

private:
    /// "_sip._tcp" and "_sip._tcp.office.example." are the same name.
    [[nodiscard]] std::string relative(std::string_view name) const;

    std::string domain_;
    std::vector<Record> records_;
    std::uint32_t serial_ = 0;
};

/// What people inside the organisation see: all hosts and services. `_cuplogin` is among them
/// only with the extra "presence-login": it is the older way in, and _cisco-uds is preferred.
[[nodiscard]] Zone insideZone(const Layout& layout);
/// What the Internet sees: the edge, and what extras add.
[[nodiscard]] Zone outsideZone(const Layout& layout);

}  // namespace sidetone::office
