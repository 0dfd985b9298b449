// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/MentionModel.h"

#include "messaging/RoomControl.h"
#include "models/words.h"

namespace sidetone::desktop {
namespace {

constexpr std::size_t mostOffered = 6;

/// Where the @ of the word before the cursor stands; -1: there is none.
qsizetype mark(const QString& text, int cursor) {
    const auto at = text.left(cursor).lastIndexOf(u'@');
    if (at < 0 || (at > 0 && !text[at - 1].isSpace())) return -1;
    return text.mid(at, cursor - at).contains(u'\n') ? -1 : at;
}

}  // namespace

MentionModel::MentionModel(client::Client& client, ChatController& chat, QObject* parent)
    : RowModel({{"name", [](const MentionRow& r) -> QVariant { return r.key; }}}, parent),
      client_(client),
      chat_(chat) {
    connect(&chat_, &ChatController::peerChanged, this, &MentionModel::clear);
}

void MentionModel::look(const QString& text, int cursor) {
    std::vector<MentionRow> rows;
    const auto at = mark(text, cursor);
    if (at >= 0 && chat_.isRoom()) {
        const auto typed = text.mid(at + 1, cursor - at - 1).toCaseFolded();
        for (const auto& person : client_.rooms()->occupants(chat_.peer())) {
            const auto name = toQt(person.nickname);
            if (person.isSelf || !name.toCaseFolded().startsWith(typed)) continue;
            rows.push_back({name});
            if (rows.size() == mostOffered) break;
        }
    }
    setRows(std::move(rows));
}

QString MentionModel::completed(const QString& text, int cursor, int which) const {
    const auto at = mark(text, cursor);
    if (at < 0 || !has(which)) return text;
    return text.left(at) + u'@' + row(which).key + u' ' + text.mid(cursor);
}

}  // namespace sidetone::desktop
