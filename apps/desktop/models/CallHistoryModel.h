// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/Client.h"
#include "models/RowModel.h"

namespace sidetone::desktop {

class Settings;

/// One ended call.
struct CallHistoryRow {
    QString key;
    QString name;
    QString address;  ///< what to dial to call back
    QString initials;
    QString words;  ///< "Missed", "Outgoing, 03:07"
    QString time;
    QString icon;
    int hue = 0;
    bool missed = false;
    friend bool operator==(const CallHistoryRow&, const CallHistoryRow&) = default;
};

/// The placed, received and missed calls, newest first (HIST-05).
class CallHistoryModel final : public RowModel<CallHistoryRow> {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with Desktop")
    Q_PROPERTY(int missed READ missed NOTIFY missedChanged)
public:
    CallHistoryModel(client::Client& client, core::Clock& clock, Settings& settings,
                     QObject* parent = nullptr);
    /// Missed calls since the list was last looked at.
    [[nodiscard]] int missed() const { return missed_; }
    /// The list was looked at.
    Q_INVOKABLE void look();

Q_SIGNALS:
    void missedChanged();

private:
    void refresh();
    void show(const std::vector<client::CallRecord>& records);
    [[nodiscard]] CallHistoryRow rowOf(const client::CallRecord& record) const;

    client::Client& client_;
    core::Clock& clock_;
    Settings& settings_;
    std::vector<client::CallRecord> records_;
    int missed_ = 0;
    core::Owner owner_;
};

}  // namespace sidetone::desktop
