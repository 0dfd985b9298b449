// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/Extension.h"

namespace sidetone::xmpp {

/// What an extension gives from takeRequest() for a request that it answers itself later, by
/// Session::send(): a person is asked first, or a disk is behind.
[[nodiscard]] inline IqAnswer answeredLater() {
    return core::XmlElement({}, "urn:sidetone:answered-later");
}
[[nodiscard]] inline bool isAnsweredLater(const IqAnswer& answer) {
    return answer && answer->name.empty() && answer->nameSpace == answeredLater()->nameSpace;
}

}  // namespace sidetone::xmpp
