package dev.orderly.compose.system;

import dev.orderly.compose.embedded.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A guard that is taken out of the services: a method of theirs does nothing, and answers what says least. That is
/// nothing found (empty, false, zero, null), or what it was given, if that is of the type that it answers.
///
/// It is planted in all JVMs that are started while the property `orderly.fault` names it: `Type#method`, or
/// `Type#method=true` for one that says yes.
///
/// @param type its binary name
/// @param answer of a method that says yes or no
record Fault(String type, String method, boolean answer) {
    static final String PLANTED = "orderly.fault";

    private static final ClassDesc OPTIONAL = ClassDesc.of("java.util.Optional");
    private static final List<ClassDesc> COLLECTIONS =
            List.of(ConstantDescs.CD_List, ConstantDescs.CD_Set, ConstantDescs.CD_Map);

    /// @throws IllegalArgumentException if the text does not name one
    static Fault of(String text) {
        var parts = text.replaceFirst("=true$", "").split("#", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("'" + text + "' must be Type#method, or Type#method=true");
        }
        return new Fault(parts[0], parts[1], text.endsWith("=true"));
    }

    static Optional<Fault> planted() {
        return Optional.ofNullable(System.getProperty(PLANTED)).map(Fault::of);
    }

    /// A folder with the changed class, to be found before the jar and its libraries; none if they do not have it.
    Optional<Path> in(ServiceJar jar) {
        try (var bytes = jar.load().getResourceAsStream(file())) {
            if (bytes == null) {
                return Optional.empty();
            }
            var folder = Checkout.path("compose/system-tests/target/faults/" + type + "." + method);
            var changed = folder.resolve(file());
            Files.createDirectories(changed.getParent());
            Files.write(changed, without(bytes.readAllBytes()));
            return Optional.of(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String file() {
        return type.replace('.', '/') + ".class";
    }

    private byte[] without(byte[] type) {
        var format = ClassFile.of();
        var model = format.parse(type);
        if (model.methods().stream().noneMatch(this::isIt)) {
            throw new IllegalArgumentException(this.type + " has no method " + method + ", or it has no body");
        }
        return format.transformClass(model, ClassTransform.transformingMethods(this::isIt, (builder, element) -> {
            if (element instanceof CodeModel body) {
                builder.withCode(code -> answer(code, body.parent().orElseThrow()));
            } else {
                builder.with(element);
            }
        }));
    }

    private boolean isIt(MethodModel each) {
        return each.methodName().equalsString(method) && each.code().isPresent();
    }

    private void answer(CodeBuilder code, MethodModel of) {
        var shape = of.methodTypeSymbol();
        var answers = shape.returnType();
        var given = shape.parameterList().indexOf(answers);
        if (answers.equals(ConstantDescs.CD_boolean)) {
            code.loadConstant(answer ? 1 : 0);
        } else if (given >= 0) {
            code.loadLocal(TypeKind.from(answers), code.parameterSlot(given));
        } else if (answers.equals(OPTIONAL)) {
            code.invokestatic(answers, "empty", MethodTypeDesc.of(answers));
        } else if (COLLECTIONS.contains(answers)) {
            code.invokestatic(answers, "of", MethodTypeDesc.of(answers), true);
        } else {
            nothing(code, TypeKind.from(answers));
        }
        code.return_(TypeKind.from(answers));
    }

    private static void nothing(CodeBuilder code, TypeKind kind) {
        switch (kind.asLoadable()) {
            case VOID -> {}
            case REFERENCE -> code.aconst_null();
            case LONG -> code.lconst_0();
            case DOUBLE -> code.dconst_0();
            case FLOAT -> code.fconst_0();
            default -> code.iconst_0();
        }
    }
}
