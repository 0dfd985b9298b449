// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>

#include "core/Clock.h"

namespace sidetone::client {

/// Whether somebody is at the machine.
struct IdleState {
    /// Since the last key or mouse move; empty: nobody can tell.
    std::optional<core::Milliseconds> idle{};
    bool isLocked = false;
};

/// The port to what the desktop knows of its person. Protocol thread; it never blocks.
class IdleSource {
public:
    using Answer = std::function<void(const IdleState&)>;
    virtual ~IdleSource() = default;
    /// Answers once, from the event loop; not at all where it is destroyed first.
    virtual void ask(Answer answer) = 0;
    /// Keeps the screen from going dark and locking, as during calls; or lets it again.
    virtual void setAwake(bool awake) = 0;
};

}  // namespace sidetone::client
