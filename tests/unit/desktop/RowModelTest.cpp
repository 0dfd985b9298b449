// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

#include "models/RowModel.h"

using namespace sidetone::desktop;

namespace {

struct Row {
    QString key;
    int value = 0;
    friend bool operator==(const Row&, const Row&) = default;
};

class Rows final : public RowModel<Row> {
public:
    Rows()
        : RowModel({{"key", [](const Row& r) -> QVariant { return r.key; }},
                    {"value", [](const Row& r) -> QVariant { return r.value; }}},
                   nullptr) {}
    using RowModel::setRows;
};

std::vector<Row> of(const QString& letters) {
    std::vector<Row> rows;
    for (const auto letter : letters) rows.push_back({letter, 0});
    return rows;
}

}  // namespace

class RowModelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tellsOnlyTheDifference() {
        Rows model;
        const QAbstractItemModelTester tester(&model);
        model.setRows(of(QStringLiteral("abcdef")));
        const QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        const QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.setRows(of(QStringLiteral("abef")));
        QCOMPARE(removed.size(), 1);
        QCOMPARE(removed[0][1].toInt(), 2);
        QCOMPARE(removed[0][2].toInt(), 3);
        model.setRows(of(QStringLiteral("fabe")));
        QCOMPARE(removed.size(), 2);
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(inserted[0][1].toInt(), 0);
        QVERIFY(reset.isEmpty());
    }
    void changesOneRow() {
        Rows model;
        model.setRows(of(QStringLiteral("abc")));
        const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        auto rows = of(QStringLiteral("abc"));
        rows[1].value = 7;
        model.setRows(rows);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(model.data(model.index(1), Qt::UserRole + 2).toInt(), 7);
    }
    /// Whatever the lists are, the model comes to the wanted one, and a view that only listens to
    /// the signals does too.
    void anyListFromAnyOther() {
        QRandomGenerator random(7);
        Rows model;
        const QAbstractItemModelTester tester(&model);
        QStringList heard;
        connect(&model, &QAbstractItemModel::rowsRemoved, this,
                [&heard](const QModelIndex&, int first, int last) {
                    for (int i = last; i >= first; --i) heard.removeAt(i);
                });
        connect(&model, &QAbstractItemModel::rowsInserted, this,
                [&](const QModelIndex&, int first, int last) {
                    for (int i = first; i <= last; ++i) heard.insert(i, model.row(i).key);
                });
        for (int round = 0; round < 300; ++round) {
            QString letters;
            const auto all = QStringLiteral("abcdefghijkl");
            for (const auto letter : all) {
                if (random.bounded(2) == 0) {
                    letters.insert(random.bounded(static_cast<int>(letters.size()) + 1), letter);
                }
            }
            model.setRows(of(letters));
            QCOMPARE(heard.join(QString()), letters);
        }
    }
};

QTEST_GUILESS_MAIN(RowModelTest)
#include "RowModelTest.moc"
