// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace sidetone::directory {

/// Somebody of an address book, as far as messages and calls need them. All is text for people:
/// valid UTF-8 without control characters, none longer than 256 bytes.
struct Card {
    std::size_t line = 0;  ///< where it begins in its file, from 1
    std::string id;        ///< UID; may be empty
    std::string name;
    std::string title;
    std::string company;
    std::string department;
    std::string city;
    std::vector<std::string> numbers;    ///< the preferred and work numbers first; no fax, no pager
    std::vector<std::string> mails;      ///< lower case
    std::vector<std::string> addresses;  ///< of instant messages (XMPP), without scheme
    std::string sipAddress;              ///< without scheme
    std::vector<std::string> groups;     ///< CATEGORIES
    std::string photo;                   ///< PNG, JPEG, BMP or GIF of 512 KiB at most; or nothing
};

}  // namespace sidetone::directory
