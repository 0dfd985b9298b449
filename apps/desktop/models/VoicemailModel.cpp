// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/VoicemailModel.h"

#include "models/words.h"
#include "voicemail/VoicemailControl.h"

namespace sidetone::desktop {

using voicemail::VoicemailControl;

VoicemailModel::VoicemailModel(client::Client& client, core::Clock& clock, QObject* parent)
    : RowModel({{"key", [](const VoicemailRow& r) -> QVariant { return r.key; }},
                {"name", [](const VoicemailRow& r) -> QVariant { return r.name; }},
                {"address", [](const VoicemailRow& r) -> QVariant { return r.address; }},
                {"initials", [](const VoicemailRow& r) -> QVariant { return r.initials; }},
                {"words", [](const VoicemailRow& r) -> QVariant { return r.words; }},
                {"time", [](const VoicemailRow& r) -> QVariant { return r.time; }},
                {"hue", [](const VoicemailRow& r) -> QVariant { return r.hue; }},
                {"fresh", [](const VoicemailRow& r) -> QVariant { return r.fresh; }},
                {"deleted", [](const VoicemailRow& r) -> QVariant { return r.deleted; }},
                {"playing", [](const VoicemailRow& r) -> QVariant { return r.playing; }}},
               parent),
      client_(client),
      clock_(clock) {
    connect(&client_, &client::Client::voicemailChanged, this, &VoicemailModel::attach);
    attach();
}

void VoicemailModel::attach() {
    owner_.cancelAll();
    if (auto* box = client_.voicemail()) {
        connect(box, &VoicemailControl::messagesChanged, this, &VoicemailModel::refresh,
                Qt::UniqueConnection);
        connect(box, &VoicemailControl::playingChanged, this, &VoicemailModel::refresh,
                Qt::UniqueConnection);
        connect(box, &VoicemailControl::playingFailed, this, &VoicemailModel::playingFailed,
                Qt::UniqueConnection);
    }
    refresh();
    Q_EMIT availableChanged();
}

bool VoicemailModel::available() const {
    return client_.voicemail() != nullptr;
}

QString VoicemailModel::pilot() const {
    const auto* box = client_.voicemail();
    return box != nullptr ? toQt(box->pilotNumber()) : QString();
}

VoicemailRow VoicemailModel::rowOf(const voicemail::VoiceMessage& message) const {
    VoicemailRow row;
    row.key = toQt(message.id);
    row.address = toQt(message.callerNumber);
    row.name = toQt(message.callerName.empty() ? message.callerNumber : message.callerName);
    if (row.name.isEmpty()) row.name = tr("Unknown caller");
    row.initials = initials(row.name);
    row.hue = hue(row.address);
    row.time = listTime(message.arrival, clock_.wallTime());
    row.fresh = !message.isRead && !message.isDeleted;
    row.deleted = message.isDeleted;
    row.words = duration(message.duration);
    if (message.isUrgent) row.words = tr("Urgent \u00b7 %1").arg(row.words);
    if (message.isDeleted) row.words = tr("Deleted \u00b7 %1").arg(row.words);
    if (row.fresh) row.words = tr("New \u00b7 %1").arg(row.words);
    return row;
}

void VoicemailModel::refresh() {
    const auto* box = client_.voicemail();
    std::vector<VoicemailRow> rows;
    int unread = 0;
    if (box != nullptr) {
        const auto playing = toQt(box->playing());
        for (const auto& message : box->messages()) {
            rows.push_back(rowOf(message));
            rows.back().playing = rows.back().key == playing;
        }
        unread = box->unread();
    }
    setRows(std::move(rows));
    if (unread == unread_) return;
    unread_ = unread;
    Q_EMIT unreadChanged();
}

void VoicemailModel::finish(core::Task<void> task) {
    std::move(task).then(owner_, [this](const core::Status& done) {
        if (!done) Q_EMIT failed(toQt(done.error().sentence()));
    });
}

void VoicemailModel::togglePlaying(const QString& id) {
    auto* box = client_.voicemail();
    if (box == nullptr) return;
    if (toQt(box->playing()) == id) return box->stopPlaying();
    finish(box->play(id.toStdString()));
}

void VoicemailModel::playingFailed(const std::string& sentence) {
    Q_EMIT failed(toQt(sentence));
}

void VoicemailModel::setRead(const QString& id, bool read) {
    if (auto* box = client_.voicemail()) finish(box->setRead(id.toStdString(), read));
}

void VoicemailModel::remove(const QString& id) {
    if (auto* box = client_.voicemail()) finish(box->remove(id.toStdString()));
}

void VoicemailModel::restore(const QString& id) {
    if (auto* box = client_.voicemail()) finish(box->restore(id.toStdString()));
}

void VoicemailModel::look() {
    if (auto* box = client_.voicemail()) box->refresh();
}

}  // namespace sidetone::desktop
