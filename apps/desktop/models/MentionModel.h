// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ChatController.h"

namespace sidetone::desktop {

struct MentionRow {
    QString key;  ///< the name
    friend bool operator==(const MentionRow&, const MentionRow&) = default;
};

/// The people of the open room whose name begins with what stands behind an @ before the cursor.
class MentionModel final : public RowModel<MentionRow> {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with Desktop")
public:
    MentionModel(client::Client& client, ChatController& chat, QObject* parent = nullptr);

    /// Looks at the text before the cursor.
    Q_INVOKABLE void look(const QString& text, int cursor);
    Q_INVOKABLE void clear() { setRows({}); }
    /// The text with the chosen name in the place of what was typed.
    Q_INVOKABLE QString completed(const QString& text, int cursor, int row) const;

private:
    client::Client& client_;
    ChatController& chat_;
};

}  // namespace sidetone::desktop
