// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>
#include <QVariantMap>
#include <vector>

namespace sidetone::test {

/// A notification server that shows nothing and remembers all.
class FakeNotificationServer : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")
public:
    struct Shown {
        uint replaces = 0;
        QString title;
        QString words;
        QStringList actions;
        QVariantMap hints;
        int expires = 0;
        uint id = 0;
    };
    std::vector<Shown> shown;
    std::vector<uint> closed;
    QStringList capabilities{QStringLiteral("body"), QStringLiteral("body-markup"),
                             QStringLiteral("actions"), QStringLiteral("inline-reply")};
public Q_SLOTS:
    QStringList GetCapabilities() { return capabilities; }
    uint Notify(const QString&, uint replaces, const QString&, const QString& title,
                const QString& words, const QStringList& actions, const QVariantMap& hints,
                int expires) {
        const auto id = replaces != 0 ? replaces : 41 + static_cast<uint>(shown.size());
        shown.push_back({replaces, title, words, actions, hints, expires, id});
        return id;
    }
    void CloseNotification(uint id) { closed.push_back(id); }
Q_SIGNALS:
    void ActionInvoked(uint id, const QString& action);
    void NotificationReplied(uint id, const QString& text);
};

}  // namespace sidetone::test
