// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/XmlElement.h"

namespace sidetone::xmpp {

/// What the sender wishes that servers and programs do with a message (XEP-0334 1.0.0).
struct Hints {
    bool store = false;             ///< keep it although it has no text
    bool noStore = false;           ///< keep it nowhere
    bool noPermanentStore = false;  ///< keep it only until it is delivered
    bool noCopy = false;            ///< give it to one device alone

    friend bool operator==(const Hints&, const Hints&) = default;
};

[[nodiscard]] Hints hintsIn(const core::XmlElement& message);
void addHints(core::XmlElement& message, const Hints& hints);

}  // namespace sidetone::xmpp
