// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/RowModel.h"

namespace sidetone::desktop {

struct EmojiRow {
    QString key;   ///< the emoji
    QString name;  ///< in words
    friend bool operator==(const EmojiRow&, const EmojiRow&) = default;
};

/// A small choice of Unicode emoji that can be searched by their words.
class EmojiModel : public RowModel<EmojiRow> {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString filter READ filter WRITE setFilter NOTIFY filterChanged)
public:
    explicit EmojiModel(QObject* parent = nullptr);
    [[nodiscard]] QString filter() const { return filter_; }
    void setFilter(const QString& filter);
    /// The emoji in a row; empty beyond the list.
    Q_INVOKABLE QString emojiAt(int row) const;

Q_SIGNALS:
    void filterChanged();

private:
    void show();
    QString filter_;
};

}  // namespace sidetone::desktop
