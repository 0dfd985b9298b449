// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSet>

#include "client/Client.h"
#include "host/Notifications.h"
#include "models/CallController.h"

namespace sidetone::desktop {

/// Tells beside the window that somebody calls, with answer and decline, as long as it rings
/// (NONE-17). No focus is taken for it. On a locked screen it names nobody; who does not want to be
/// disturbed is not told, and finds the call in the list.
class CallNotifier final : public QObject {
    Q_OBJECT
public:
    CallNotifier(client::Client& client, CallController& calls, Notifications& notifications,
                 QObject* parent = nullptr);

    /// What the keys of its notifications begin with: no address does.
    static constexpr QLatin1String prefix{"call:"};

Q_SIGNALS:
    /// The window should come to the front: the person wants to see the call.
    void wanted();

private:
    void attach();
    void look(telephony::CallId id);
    void show(const telephony::Call& call);
    void act(const QString& key, const QString& action);
    [[nodiscard]] QString callerOf(const telephony::Call& call) const;
    [[nodiscard]] bool isQuiet() const;

    client::Client& client_;
    CallController& calls_;
    Notifications& notifications_;
    QSet<telephony::CallId> ringing_;
};

}  // namespace sidetone::desktop
