// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/XmlElement.h"
#include "office/mail/MailStore.h"

/// What Exchange Web Services answer, as whole SOAP messages.
namespace sidetone::office::ews {

[[nodiscard]] std::string folders(const MailStore& mail);
/// ErrorFolderExists where there is one of that name.
[[nodiscard]] std::string createFolder(const core::XmlElement& request, MailStore& mail);
/// Those of one folder, with the named property where the request restricts them to its value.
[[nodiscard]] std::string items(const core::XmlElement& request, const MailStore& mail);
/// ErrorItemNotFound where the folder is not there.
[[nodiscard]] std::string createItem(const core::XmlElement& request, MailStore& mail);
/// The answer to CreateItem where the mailbox has no room: ErrorQuotaExceeded.
[[nodiscard]] std::string full();
[[nodiscard]] std::string fault(const std::string& words);

}  // namespace sidetone::office::ews
