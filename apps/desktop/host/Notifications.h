// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <vector>

namespace sidetone::desktop {

/// What a person can do from a notification.
struct NotificationAction {
    QString id;
    QString label;
};

/// What shows beside the clock.
struct Notification {
    QString key;  ///< a later one with the same key takes its place
    QString title;
    QString words;  ///< plain
    bool mayReply = false;
    bool isUrgent = false;
    bool isCall = false;  ///< stays until it is closed, over what else shows
    std::vector<NotificationAction> actions{};
};

/// Where notifications show, and what a person does with them.
class Notifications : public QObject {
    Q_OBJECT
public:
    virtual void show(const Notification& notification) = 0;
    virtual void close(const QString& key) = 0;
    /// The screen is locked: whoever passes by could read.
    [[nodiscard]] virtual bool isLocked() const = 0;
    /// Somebody shows them; not known to be so before the desktop has answered.
    [[nodiscard]] virtual bool isThere() const { return true; }

Q_SIGNALS:
    /// The person wants to see what it is about.
    void activated(const QString& key);
    void replied(const QString& key, const QString& text);
    void actionChosen(const QString& key, const QString& action);
    /// Of isThere().
    void thereChanged();
};

}  // namespace sidetone::desktop
