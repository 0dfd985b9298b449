// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/XmlElement.h"
#include "office/contracts/Desk.h"

namespace sidetone::office::uds {

/// The user's record, escaped for a URL path.
[[nodiscard]] std::string userUrl(const Desk& desk, const User& user);
/// Keys of the records that belong to a person, made from the person's own so that they stay.
[[nodiscard]] std::string deviceKey(const User& user);
[[nodiscard]] std::string extensionKey(const User& user);

/// Adds the fields of the directory: all of them, empty ones too.
void addPerson(core::XmlElement& element, const User& user);
/// The whole `user` document of the signed-in person.
[[nodiscard]] core::XmlElement userDocument(const Desk& desk, const User& user);
[[nodiscard]] core::XmlElement devicesDocument(const Desk& desk, const User& user);
[[nodiscard]] core::XmlElement deviceDocument(const Desk& desk, const User& user);
/// `uri` is where it was asked: below the user or below the device.
[[nodiscard]] core::XmlElement extensionsDocument(const Desk& desk, const User& user,
                                                  const std::string& uri);

}  // namespace sidetone::office::uds
