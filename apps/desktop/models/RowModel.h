// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtQml/qqmlregistration.h>
#include <QAbstractListModel>
#include <QHash>
#include <algorithm>
#include <utility>
#include <vector>

namespace sidetone::desktop {

/// What all lists of the windows share: how many rows there are.
class ListModel : public QAbstractListModel {
    Q_OBJECT
    QML_ANONYMOUS
    Q_PROPERTY(int count READ count NOTIFY countChanged)
public:
    using QAbstractListModel::QAbstractListModel;
    [[nodiscard]] int count() const { return rowCount({}); }

Q_SIGNALS:
    void countChanged();
};

/// A list of plain rows. setRows() compares with what is shown and tells the views only the
/// difference, so that they keep their place, their focus and their delegates.
///
/// A Row has `QString key` (unique in the list) and compares equal when it would look the same.
template <class Row>
class RowModel : public ListModel {
public:
    /// One property of a row, as the delegates name it.
    struct Role {
        QByteArray name;
        QVariant (*value)(const Row&);
    };

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override {
        return parent.isValid() ? 0 : static_cast<int>(rows_.size());
    }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override {
        if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
        const int which = role == Qt::DisplayRole ? 0 : role - firstRole;
        if (which < 0 || which >= static_cast<int>(roles_.size())) return {};
        return roles_[static_cast<std::size_t>(which)].value(row(index.row()));
    }
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override {
        QHash<int, QByteArray> names;
        for (std::size_t i = 0; i < roles_.size(); ++i) {
            names.insert(firstRole + static_cast<int>(i), roles_[i].name);
        }
        return names;
    }
    [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
    [[nodiscard]] bool has(int row) const { return row >= 0 && row < rowCount({}); }
    [[nodiscard]] const Row& row(int row) const { return rows_[static_cast<std::size_t>(row)]; }

protected:
    RowModel(std::vector<Role> roles, QObject* parent)
        : ListModel(parent), roles_(std::move(roles)) {}

    void setRows(std::vector<Row> wanted) {
        const auto before = rows_.size();
        removeOthers(wanted);
        for (std::size_t i = 0; i < wanted.size();) {
            if (i < rows_.size() && rows_[i].key == wanted[i].key) {
                update(i, wanted[i]);
                ++i;
            } else {
                i = insertRun(i, wanted);
            }
        }
        if (rows_.size() != before) Q_EMIT countChanged();
    }

private:
    static constexpr int firstRole = Qt::UserRole + 1;

    /// Removes the rows that are not wanted, and those that stand in another order now.
    void removeOthers(const std::vector<Row>& wanted) {
        QHash<QString, std::size_t> places;
        places.reserve(static_cast<qsizetype>(wanted.size()));
        for (std::size_t i = 0; i < wanted.size(); ++i) places.insert(wanted[i].key, i);
        std::vector<bool> stays(rows_.size(), false);
        std::size_t next = 0;
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            const auto place = places.constFind(rows_[i].key);
            if (place == places.cend() || *place < next) continue;
            stays[i] = true;
            next = *place + 1;
        }
        for (auto last = rows_.size(); last > 0;) {
            if (stays[last - 1]) {
                --last;
                continue;
            }
            auto first = last;
            while (first > 0 && !stays[first - 1]) --first;
            beginRemoveRows({}, static_cast<int>(first), static_cast<int>(last) - 1);
            rows_.erase(at(first), at(last));
            endRemoveRows();
            last = first;
        }
    }
    /// Inserts the wanted rows from here up to the next one that is there already.
    std::size_t insertRun(std::size_t first, const std::vector<Row>& wanted) {
        auto last = first;
        while (last < wanted.size() &&
               (first >= rows_.size() || wanted[last].key != rows_[first].key)) {
            ++last;
        }
        beginInsertRows({}, static_cast<int>(first), static_cast<int>(last) - 1);
        const auto from = wanted.begin() + static_cast<std::ptrdiff_t>(first);
        const auto to = wanted.begin() + static_cast<std::ptrdiff_t>(last);
        rows_.insert(at(first), from, to);
        endInsertRows();
        return last;
    }
    void update(std::size_t i, const Row& wanted) {
        if (rows_[i] == wanted) return;
        rows_[i] = wanted;
        const auto where = index(static_cast<int>(i));
        Q_EMIT dataChanged(where, where);
    }
    typename std::vector<Row>::iterator at(std::size_t i) {
        return rows_.begin() + static_cast<std::ptrdiff_t>(i);
    }

    std::vector<Role> roles_;
    std::vector<Row> rows_;
};

}  // namespace sidetone::desktop
