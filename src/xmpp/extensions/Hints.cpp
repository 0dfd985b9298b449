// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/Hints.h"

#include "xmpp/namespaces.h"

namespace sidetone::xmpp {

Hints hintsIn(const core::XmlElement& message) {
    Hints hints;
    hints.store = message.child("store", ns::hints) != nullptr;
    hints.noStore = message.child("no-store", ns::hints) != nullptr;
    hints.noPermanentStore = message.child("no-permanent-store", ns::hints) != nullptr;
    hints.noCopy = message.child("no-copy", ns::hints) != nullptr;
    return hints;
}

void addHints(core::XmlElement& message, const Hints& hints) {
    const auto add = [&message](bool isWished, const char* name) {
        if (isWished) message.add(core::XmlElement(name, ns::hints));
    };
    add(hints.store, "store");
    add(hints.noStore, "no-store");
    add(hints.noPermanentStore, "no-permanent-store");
    add(hints.noCopy, "no-copy");
}

}  // namespace sidetone::xmpp
