// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <string>
#include <vector>

#include "core/Address.h"
#include "core/Task.h"

namespace sidetone::messaging {

/// Somebody asks to see our presence.
struct PresenceRequest {
    core::Address from;
    std::string text;
};

/// Who may see and reach our person (PRES-09). Protocol thread.
class PrivacyControl : public QObject {
    Q_OBJECT
public:
    /// Why nobody can be blocked (the server cannot); empty: people can be.
    [[nodiscard]] virtual std::string whyNot() const = 0;
    [[nodiscard]] virtual std::vector<core::Address> blocked() const = 0;
    [[nodiscard]] virtual core::Task<void> block(const core::Address& address) = 0;
    [[nodiscard]] virtual core::Task<void> unblock(const core::Address& address) = 0;

    [[nodiscard]] virtual std::vector<PresenceRequest> requests() const = 0;
    /// Whether they may see our presence from now on.
    virtual void answer(const core::Address& from, bool mayWatch) = 0;

Q_SIGNALS:
    void blockedChanged();
    void requestsChanged();
};

}  // namespace sidetone::messaging
