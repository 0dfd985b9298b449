// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>

#include "core/Clock.h"

namespace sidetone::xmpp {

/// Notices a link that died without a word: after a silence the other side is asked, and where
/// nothing at all comes back the link counts as dead. Cheap for each arrival: the timer moves
/// only when it fires.
class LinkWatch {
public:
    struct Handlers {
        std::function<void()> ask;   ///< send something that must be answered
        std::function<void()> dead;  ///< nothing came back; the watch has stopped
    };
    LinkWatch(core::Clock& clock, core::Milliseconds silence, core::Milliseconds answer,
              Handlers handlers);

    void start();
    void stop();
    /// Something arrived.
    void heard();
    /// Something that must be answered was sent, for whatever reason.
    void asked();
    /// Doubts (the network changed, the machine slept): ask now.
    void askNow();

private:
    [[nodiscard]] core::Instant due() const;
    void arm();
    void look();

    core::Clock& clock_;
    core::Milliseconds silence_;
    core::Milliseconds answer_;
    Handlers handlers_;
    core::Instant lastHeard_;
    std::optional<core::Instant> askedAt_;
    core::Instant armedFor_;
    core::Timer timer_;
};

}  // namespace sidetone::xmpp
