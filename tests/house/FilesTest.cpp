// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>
#include <algorithm>

/// Limits of size, and what every file must and must not hold.
class FilesTest : public QObject {
    Q_OBJECT

    struct Source {
        QString path;
        QStringList lines;
    };

    static QList<Source> sources(const QStringList& endings) {
        QList<Source> found;
        for (const char* folder :
             {"src", "apps", "office", "tests", "fuzz", "bench", "tools", "cmake", "packaging"}) {
            QStringList filters;
            for (const auto& ending : endings) filters << QStringLiteral("*") + ending;
            QDirIterator each(QStringLiteral(SIDETONE_SOURCE_DIR "/") + QLatin1String(folder),
                              filters, QDir::Files, QDirIterator::Subdirectories);
            while (each.hasNext()) {
                QFile file(each.next());
                if (!file.open(QIODevice::ReadOnly)) continue;
                found << Source{file.fileName(),
                                QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'))};
            }
        }
        return found;
    }

    static QStringList code() {
        return {QStringLiteral(".h"), QStringLiteral(".cpp"), QStringLiteral(".qml")};
    }

    /// Bodies of functions, found by the style that clang-format keeps: a line at the left edge
    /// (or of a class inside) that opens a brace, until the brace that closes it.
    static QStringList longFunctions(const Source& source) {
        static const QRegularExpression opens(
            QStringLiteral("^( {0,8})[^\\s:].*\\)( const| noexcept| override| final|"
                           " -> [\\w:<>*& ]+)* \\{$"));
        static const QRegularExpression notAFunction(QStringLiteral(
            "^\\s*(if|for|while|switch|else|do|namespace|struct|class|enum|return|\\}|Q?TEST)\\b"));
        QStringList found;
        for (qsizetype i = 0; i < source.lines.size(); ++i) {
            const auto match = opens.match(source.lines[i]);
            if (!match.hasMatch() || notAFunction.match(source.lines[i]).hasMatch()) continue;
            const QString end = match.captured(1) + QLatin1Char('}');
            for (qsizetype j = i + 1; j < source.lines.size(); ++j) {
                if (!source.lines[j].startsWith(end)) continue;
                if (j - i - 1 > 60) {
                    found << QStringLiteral("%1:%2: %3 lines")
                                 .arg(source.path)
                                 .arg(i + 1)
                                 .arg(j - i - 1);
                }
                break;
            }
        }
        return found;
    }

private Q_SLOTS:
    void sizes() {
        QList<qsizetype> lengths;
        QStringList faults;
        for (const auto& source : sources(code())) {
            lengths << source.lines.size();
            if (source.lines.size() > 801) faults << source.path + QStringLiteral(" is too long");
        }
        std::sort(lengths.begin(), lengths.end());
        QVERIFY(lengths.size() > 20);
        const auto median = lengths[lengths.size() / 2];
        QVERIFY2(median < 150, qPrintable(QStringLiteral("median %1").arg(median)));
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
    }

    void noFunctionIsOver60Lines() {
        QStringList faults;
        for (const auto& source : sources({QStringLiteral(".h"), QStringLiteral(".cpp")})) {
            faults << longFunctions(source);
        }
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
    }

    void longFunctionsAreFound() {
        Source source{QStringLiteral("x.cpp"), {QStringLiteral("void f() {")}};
        for (int i = 0; i < 61; ++i) source.lines << QStringLiteral("    a();");
        source.lines << QStringLiteral("}");
        QCOMPARE(longFunctions(source).size(), 1);
    }

    void everyFileHasItsLicence() {
        QStringList faults;
        for (const auto& source :
             sources(code() + QStringList{QStringLiteral(".cmake"), QStringLiteral(".sh"),
                                          QStringLiteral("CMakeLists.txt")})) {
            const auto head = source.lines.mid(0, 3).join(QLatin1Char('\n'));
            if (!head.contains(QStringLiteral("SPDX-License-Identifier: GPL-3.0-or-later"))) {
                faults << source.path;
            }
        }
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
    }

    void noDebtsAreLeftUnsaid() {
        // Split, so that this file does not find itself.
        static const QRegularExpression debt(
            QStringLiteral("\\b(TO"
                           "DO|FIX"
                           "ME|X"
                           "XX)\\b"));
        QStringList faults;
        for (const auto& source : sources(code() + QStringList{QStringLiteral(".sh")})) {
            for (qsizetype i = 0; i < source.lines.size(); ++i) {
                if (debt.match(source.lines[i]).hasMatch()) {
                    faults << QStringLiteral("%1:%2").arg(source.path).arg(i + 1);
                }
            }
        }
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
    }
};

QTEST_GUILESS_MAIN(FilesTest)
#include "FilesTest.moc"
