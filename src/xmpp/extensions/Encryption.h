// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/XmlElement.h"

namespace sidetone::xmpp {

/// The element of a message that is encrypted end to end, in either form of OMEMO (XEP-0384 0.3
/// and 0.8), else null; the newer one where there are both.
[[nodiscard]] const core::XmlElement* encryptedIn(const core::XmlElement& message);

/// True where a message says that it is encrypted end to end, also by a method that we do not
/// know (XEP-0380).
[[nodiscard]] bool isEncrypted(const core::XmlElement& message);

/// The method's name as its sender wrote it, for a sentence ("OpenPGP for XMPP"); may be empty.
[[nodiscard]] std::string encryptionName(const core::XmlElement& message);

/// Puts an encrypted element into a message, with what goes with it: the hint which method it is
/// (XEP-0380), the wish that archives keep it (XEP-0334), and words for programs that cannot read
/// it. A body that is there is replaced.
void addEncrypted(core::XmlElement& message, core::XmlElement encrypted);

}  // namespace sidetone::xmpp
